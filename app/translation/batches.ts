import { plainText, writeTagged } from '../text/tagged-text.ts';
import { type EngineLimits, MAX_BATCH, type TranslateOptions, type TranslationEngine } from './engine.ts';
import { TranslationRefusedError } from './service-errors.ts';
import { translateChecked } from './tagged-batch.ts';

export interface BatchOptions extends TranslateOptions {
  /** Called after each batch with how many texts are done so far. */
  readonly onProgress?: (done: number) => void;
  /** Told of each text that the service refuses: it stays as it is. Absent: the first refusal rejects. */
  readonly onRefused?: OnRefused;
}

type OnRefused = (text: string, refusal: TranslationRefusedError) => void;

/**
 * Translates any number of tagged texts in batches of ten, as many side by side as the engine allows. Repeated and blank
 * texts cost nothing: headers and footers come once per page. The answer, tagged too, has the length and order of `texts`.
 * The first failing batch rejects.
 */
export async function translateAll(engine: TranslationEngine, texts: readonly string[], options: BatchOptions): Promise<string[]> {
  const { onProgress, onRefused, ...asked } = options;
  const distinct = [...new Set(texts.filter((text) => text.trim() !== ''))];
  const occurrences = new Map<string, number>();
  for (const text of texts) occurrences.set(text, (occurrences.get(text) ?? 0) + 1);
  const translated = new Map<string, string>();
  let done = texts.filter((text) => text.trim() === '').length;
  const batches = batchesOf(distinct, engine.limits);

  const takeBatches = async (): Promise<void> => {
    for (let batch = batches.shift(); batch; batch = batches.shift()) {
      options.signal?.throwIfAborted();
      const results = await (onRefused ? translateWilling(engine, batch, asked, onRefused) : translateBatch(engine, batch, asked));
      batch.forEach((text, index) => {
        translated.set(text, results[index] ?? text);
        done += occurrences.get(text) ?? 0;
      });
      onProgress?.(done);
    }
  };
  await Promise.all(Array.from({ length: engine.limits.parallelCalls }, takeBatches));
  return texts.map((text) => translated.get(text) ?? text);
}

/** Consecutive texts in batches within the limits; a text that is too long for any call is a batch of its own. */
export function batchesOf(texts: readonly string[], { textsPerCall, charactersPerCall }: EngineLimits): string[][] {
  const batches: string[][] = [];
  let characters = Number.POSITIVE_INFINITY;
  for (const text of texts) {
    const last = batches.at(-1);
    if (!last || last.length >= Math.min(textsPerCall, MAX_BATCH) || characters + text.length > charactersPerCall) {
      batches.push([text]);
      characters = text.length;
    } else {
      last.push(text);
      characters += text.length;
    }
  }
  return batches;
}

/** As `translateBatch`, but for texts that the service refuses. Which of a batch they are it does not say: each is asked for alone. */
async function translateWilling(
  engine: TranslationEngine,
  batch: readonly string[],
  options: TranslateOptions,
  onRefused: OnRefused,
): Promise<string[]> {
  try {
    return await translateBatch(engine, batch, options);
  } catch (error) {
    if (!(error instanceof TranslationRefusedError)) throw error;
    const [only = '', ...others] = batch;
    if (others.length === 0) {
      onRefused(only, error);
      return [only];
    }
  }
  const answers: string[] = [];
  for (const text of batch) answers.push(...(await translateWilling(engine, [text], options, onRefused)));
  return answers;
}

async function translateBatch(engine: TranslationEngine, batch: readonly string[], options: TranslateOptions): Promise<string[]> {
  const [only = ''] = batch;
  if (only.length <= engine.limits.charactersPerCall) return translateChecked(engine, batch, options);
  // Longer than a call may be: sentence by sentence, and its inline styles are given up.
  const parts = batchesOf(sentencesOf(only, options.from, engine.limits.charactersPerCall), engine.limits);
  const answers: string[] = [];
  for (const part of parts) {
    const translated = await translateChecked(engine, part, options);
    // Not every engine keeps the space after a sentence.
    answers.push(...translated.map((text, index) => text.trimEnd() + (/\s*$/.exec(part[index] ?? '')?.[0] ?? '')));
  }
  return [answers.join('')];
}

/** Escaped sentences with their spaces; one that is too long itself is cut at spaces, then anywhere. */
function sentencesOf(tagged: string, language: string, limit: number): string[] {
  const sentences = new Intl.Segmenter(language, { granularity: 'sentence' }).segment(plainText(tagged));
  // Escaping makes a text up to five times as long.
  const most = Math.max(1, Math.floor(limit / 5));
  const cut = new RegExp(`.{1,${most}}(?:\\s|$)|.{1,${most}}`, 'gs');
  return [...sentences].flatMap(({ segment }) => segment.match(cut) ?? []).map((text) => writeTagged([{ text }]));
}
