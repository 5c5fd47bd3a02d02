import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { TranslationError } from './engine.ts';

/** @throws {TranslationError} for what is not JSON, or not of this shape: the service may do better when asked again */
export function parseAnswer<T extends TSchema>(service: string, schema: T, json: string): Static<T> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    throw new TranslationError(`${service} gave no JSON`, { cause });
  }
  if (!Value.Check(schema, value)) throw new TranslationError(`${service} gave JSON of another shape`);
  return value as Static<T>;
}
