import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { TranslationError } from './engine.ts';

/**
 * @throws {TranslationError} for what is not JSON, or not of this shape: the service may do better when asked again. Without a
 * cause: the parser's message quotes the answer, and the log is no place for a document's text.
 */
export function parseAnswer<T extends TSchema>(service: string, schema: T, json: string): Static<T> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new TranslationError(`${service} gave no JSON`);
  }
  if (!Value.Check(schema, value)) throw new TranslationError(`${service} gave JSON of another shape`);
  return value as Static<T>;
}
