import { assertBatch, type LanguagePair, MAX_BATCH, TONES, type Tone, type TranslationEngine, UnsupportedPairError } from '../engine.ts';
import { createResilience, type ResilienceOptions } from '../resilience.ts';
import { installedModes, type Mode } from './modes.ts';
import { ApertiumPipe, type RewriteTone } from './pipe.ts';
import { rewriteSpanishTone } from './spanish-tone.ts';
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

/** Pairs whose analysis we know how to rewrite: its tags are those of the pair's own dictionary. */
const TONE_OF_PAIR: Readonly<Record<string, RewriteTone>> = { 'en es': rewriteSpanishTone };
const NEUTRAL: readonly Tone[] = ['neutral'];
/** Several batches keep all stages of the pipeline busy. */
const PARALLEL_CALLS = 4;

/** Offline translation by the Apertium pairs installed on this machine; one long-lived pipeline per pair. */
export function createApertiumEngine({ modesDir, answerTimeoutMs, resilience }: ApertiumOptions = {}): ApertiumEngine {
  const pipes = new Map<string, ApertiumPipe>();
  const policy = createResilience({ parallelCalls: PARALLEL_CALLS, ...resilience });
  let modes: Promise<Mode[]> | undefined;
  const listModes = () => (modes ??= installedModes(modesDir));

  const pipeFor = async ({ from, to }: LanguagePair): Promise<ApertiumPipe> => {
    const mode = (await listModes()).find((candidate) => candidate.from === from && candidate.to === to);
    if (!mode) throw new UnsupportedPairError({ from, to });
    const pipe = pipes.get(keyOf(mode)) ?? new ApertiumPipe(mode, { answerTimeoutMs, rewriteTone: TONE_OF_PAIR[keyOf(mode)] });
    pipes.set(keyOf(mode), pipe);
    return pipe;
  };

  return {
    name: 'apertium',
    version: modesDir ?? '',
    tags: true,
    limits: { textsPerCall: MAX_BATCH, charactersPerCall: 100_000, parallelCalls: PARALLEL_CALLS },
    pid: (pair) => pipes.get(keyOf(pair))?.pid,
    async pairs() {
      return (await listModes()).map(({ from, to }) => ({ from, to }));
    },
    tones: async (pair) => (TONE_OF_PAIR[keyOf(pair)] ? TONES : NEUTRAL),
    async translate(texts, { from, to, tone = 'neutral', signal }) {
      assertBatch(texts);
      const pipe = await pipeFor({ from, to });
      const ask = (sources: readonly string[]): Promise<string[]> => policy.run(() => pipe.ask(sources, tone), signal);
      return translateTexts(texts, to, ask);
    },
    async close() {
      await Promise.all([...pipes.values()].map((pipe) => pipe.close()));
    },
  };
}

const keyOf = ({ from, to }: LanguagePair): string => `${from} ${to}`;
