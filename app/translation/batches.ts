import { type TranslateOptions, type TranslationEngine, TranslationUnavailableError } from './engine.ts';
import { TranslationRefusedError } from './service-errors.ts';
import { translateChecked } from './tagged-batch.ts';
import { batchesOf, sentencesOf } from './within-limits.ts';

export interface BatchOptions extends TranslateOptions {
  /** Called after each batch with how many texts are done so far. */
  readonly onProgress?: (done: number) => void;
  /** Given each batch's translations, by text, before the next is asked for: what is paid for outlives a later failure. */
  readonly onTranslated?: (translations: ReadonlyMap<string, string>) => Promise<void>;
  /** Told of each text that the service refuses: it stays as it is. Absent: the first refusal rejects. */
  readonly onRefused?: (text: string, refusal: TranslationRefusedError) => void;
}

/**
 * Translates any number of tagged texts in batches of ten, as many side by side as the engine allows. Repeated and blank
 * texts cost nothing: headers and footers come once per page. The answer, tagged too, has the length and order of `texts`.
 * After the first failure no batch is begun; those under way are waited for, and then it rejects: as unavailable if one of them was.
 */
export async function translateAll(engine: TranslationEngine, texts: readonly string[], options: BatchOptions): Promise<string[]> {
  const { onProgress, onTranslated, onRefused, ...asked } = options;
  const distinct = [...new Set(texts.filter((text) => text.trim() !== ''))];
  const occurrences = new Map<string, number>();
  for (const text of texts) occurrences.set(text, (occurrences.get(text) ?? 0) + 1);
  const translated = new Map<string, string>();
  let done = texts.filter((text) => text.trim() === '').length;
  const batches = batchesOf(distinct, engine.limits);
  const failures: unknown[] = [];

  const take = async (batch: readonly string[]): Promise<void> => {
    options.signal?.throwIfAborted();
    try {
      const results = await translateBatch(engine, batch, asked);
      const answers = new Map<string, string>();
      for (const [index, text] of batch.entries()) {
        const result = results[index] ?? text;
        if (typeof result === 'string') answers.set(text, result);
        else if (onRefused) onRefused(text, result);
        else throw result;
      }
      for (const [text, answer] of answers) translated.set(text, answer);
      await onTranslated?.(answers);
    } catch (error) {
      if (!onRefused || !(error instanceof TranslationRefusedError)) throw error;
      // Which of a batch are refused the service does not say: each is asked for alone.
      if (batch.length > 1) {
        batches.unshift(...batch.map((text) => [text]));
        return;
      }
      for (const text of batch) onRefused(text, error);
    }
    done += batch.reduce((sum, text) => sum + (occurrences.get(text) ?? 0), 0);
    onProgress?.(done);
  };
  const takeBatches = async (): Promise<void> => {
    for (let batch = batches.shift(); batch && failures.length === 0; batch = batches.shift()) {
      await take(batch).catch((error: unknown) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: engine.limits.parallelCalls }, takeBatches));
  // Of several failures the one that makes a job wait: any other costs it a try.
  if (failures.length > 0) throw failures.find((failure) => failure instanceof TranslationUnavailableError) ?? failures[0];
  return texts.map((text) => translated.get(text) ?? text);
}

async function translateBatch(
  engine: TranslationEngine,
  batch: readonly string[],
  options: TranslateOptions,
): Promise<(string | TranslationRefusedError)[]> {
  const [only = ''] = batch;
  if (only.length <= engine.limits.charactersPerCall) return translateChecked(engine, batch, options);
  // Longer than a call may be: sentence by sentence, and its inline styles are given up, but for what must be kept.
  const parts = batchesOf(sentencesOf(only, options.from, engine.limits.charactersPerCall), engine.limits);
  const answers: string[] = [];
  for (const part of parts) {
    const translated = await translateChecked(engine, part, options);
    for (const [index, text] of translated.entries()) {
      if (typeof text !== 'string') throw text;
      // Not every engine keeps the space after a sentence.
      answers.push(text.trimEnd() + (/\s*$/.exec(part[index] ?? '')?.[0] ?? ''));
    }
  }
  return [answers.join('')];
}
