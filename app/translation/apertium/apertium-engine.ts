import { assertBatch, type LanguagePair, type TranslationEngine, UnsupportedPairError } from '../engine.ts';
import { createResilience, type ResilienceOptions } from '../resilience.ts';
import { installedModes, type Mode } from './modes.ts';
import { ApertiumPipe } from './pipe.ts';
import { protect, restore, splitAtLiterals } from './protected-text.ts';

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

type Ask = (sources: readonly string[]) => Promise<string[]>;

/**
 * Three ways, each surer than the one before and worse in grammar: literals as placeholders; numbers too; only the
 * words between them. The last one cannot lose a literal.
 */
async function translateTexts(texts: readonly string[], to: string, ask: Ask): Promise<string[]> {
  const results = texts.map((text) => (/\p{L}/u.test(text) ? undefined : text));
  for (const numbers of [false, true]) {
    const open = results.flatMap((result, index) => (result === undefined ? [index] : []));
    const sources = open.map((index) => protect((texts[index] ?? '').trim(), { numbers }));
    const answers = await ask(sources.map((source) => source.text));
    open.forEach((index, position) => {
      const source = texts[index] ?? '';
      const prepared = sources[position];
      const answer = answers[position];
      if (!prepared || answer === undefined) return;
      const restored = restore(tidy(answer, prepared.text, to, [...prepared.literals.keys()]), source, prepared);
      if (restored !== undefined) results[index] = keepMargins(source, restored);
    });
  }
  return Promise.all(texts.map(async (text, index) => results[index] ?? translateBetweenLiterals(text, to, ask)));
}

async function translateBetweenLiterals(text: string, to: string, ask: Ask): Promise<string> {
  const parts = splitAtLiterals(text);
  const words = parts.filter((part) => !part.literal && /\p{L}/u.test(part.text));
  const answers = await ask(words.map((part) => part.text.trim()));
  const translated = new Map(words.map((part, index) => [part, keepMargins(part.text, tidy(answers[index] ?? part.text, part.text, to))]));
  return parts.map((part) => translated.get(part) ?? part.text).join('');
}

/**
 * Dropped pronouns leave double spaces behind, headings in capitals come back in mixed case, and a fragment that starts
 * in lower case (a list item, half a sentence) comes back with a capital.
 */
function tidy(answer: string, source: string, to: string, placeholders: readonly string[] = []): string {
  const spaced = / {2}/.test(source) ? answer : answer.replace(/ {2,}/g, ' ');
  const text = spaced.trim();
  const own = placeholders.reduce((rest, name) => rest.replaceAll(name, ''), source);
  if (own === own.toUpperCase() && /\p{Lu}{2}/u.test(own)) {
    return placeholders.reduce((shouted, name) => shouted.replaceAll(name.toLocaleUpperCase(to), name), text.toLocaleUpperCase(to));
  }
  const startsLower =
    /^\p{Ll}/u.test(source) && /^\p{Lu}\p{Ll}*(?!\p{L})/u.test(text) && !placeholders.some((name) => text.startsWith(name));
  return startsLower ? text.charAt(0).toLocaleLowerCase(to) + text.slice(1) : text;
}

function keepMargins(source: string, translated: string): string {
  const [lead = ''] = /^\s*/.exec(source) ?? [];
  const [trail = ''] = /\s*$/.exec(source) ?? [];
  return lead + translated + trail;
}
