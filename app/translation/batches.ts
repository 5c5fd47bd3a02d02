import { MAX_BATCH, type TranslateOptions, type TranslationEngine } from './engine.ts';

export interface BatchOptions extends TranslateOptions {
  /** Batches in flight at a time. */
  readonly parallel?: number;
  /** Called after each batch with how many texts are done so far. */
  readonly onProgress?: (done: number) => void;
}

/**
 * Translates any number of texts in batches of ten, several at a time. Repeated and blank texts cost nothing: headers
 * and footers come once per page. The answer has the length and order of `texts`. The first failing batch rejects.
 */
export async function translateAll(
  engine: TranslationEngine,
  texts: readonly string[],
  { parallel = 4, onProgress, ...options }: BatchOptions,
): Promise<string[]> {
  const distinct = [...new Set(texts.filter((text) => text.trim() !== ''))];
  const occurrences = new Map<string, number>();
  for (const text of texts) occurrences.set(text, (occurrences.get(text) ?? 0) + 1);
  const translated = new Map<string, string>();
  let done = texts.filter((text) => text.trim() === '').length;
  let next = 0;

  const takeBatches = async (): Promise<void> => {
    while (next < distinct.length) {
      options.signal?.throwIfAborted();
      const batch = distinct.slice(next, next + MAX_BATCH);
      next += batch.length;
      const results = await engine.translate(batch, options);
      batch.forEach((text, index) => {
        translated.set(text, results[index] ?? text);
        done += occurrences.get(text) ?? 0;
      });
      onProgress?.(done);
    }
  };
  await Promise.all(Array.from({ length: parallel }, takeBatches));
  return texts.map((text) => translated.get(text) ?? text);
}
