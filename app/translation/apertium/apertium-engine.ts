import { assertBatch, type LanguagePair, type TranslationEngine, UnsupportedPairError } from '../engine.ts';
import { createResilience, type ResilienceOptions } from '../resilience.ts';
import { installedModes, type Mode } from './modes.ts';
import { ApertiumPipe } from './pipe.ts';
import { translateTexts } from './translate-texts.ts';

export interface ApertiumOptions {
  /** Folder of the installed pairs. */
  readonly modesDir?: string;
  readonly answerTimeoutMs?: number;
  readonly resilience?: ResilienceOptions;
}

export interface ApertiumEngine extends TranslationEngine {
  /** Process group of a pair's pipeline, while one runs. */
  pid(pair: LanguagePair): number | undefined;
}

/** Offline translation by the Apertium pairs installed on this machine; one long-lived pipeline per pair. */
export function createApertiumEngine({ modesDir, answerTimeoutMs, resilience }: ApertiumOptions = {}): ApertiumEngine {
  const pipes = new Map<string, ApertiumPipe>();
  const policy = createResilience(resilience);
  let modes: Promise<Mode[]> | undefined;
  const listModes = () => (modes ??= installedModes(modesDir));

  const pipeFor = async ({ from, to }: LanguagePair): Promise<ApertiumPipe> => {
    const mode = (await listModes()).find((candidate) => candidate.from === from && candidate.to === to);
    if (!mode) throw new UnsupportedPairError({ from, to });
    const pipe = pipes.get(keyOf(mode)) ?? new ApertiumPipe(mode, answerTimeoutMs === undefined ? {} : { answerTimeoutMs });
    pipes.set(keyOf(mode), pipe);
    return pipe;
  };

  return {
    name: 'apertium',
    pid: (pair) => pipes.get(keyOf(pair))?.pid,
    async pairs() {
      return (await listModes()).map(({ from, to }) => ({ from, to }));
    },
    async translate(texts, { from, to, signal }) {
      assertBatch(texts);
      const pipe = await pipeFor({ from, to });
      const ask = (sources: readonly string[]): Promise<string[]> => policy.run(() => pipe.ask(sources), signal);
      return translateTexts(texts, to, ask);
    },
    async close() {
      await Promise.all([...pipes.values()].map((pipe) => pipe.close()));
    },
  };
}

const keyOf = ({ from, to }: LanguagePair): string => `${from} ${to}`;
