import type { Static, TSchema } from 'typebox';
import { Check, Errors } from 'typebox/value';
import { UsageError } from '../errors.ts';

/**
 * A JSON file that people review (waivers, attestations), checked against its schema; `part`: the field to take where the file is an object with more
 * in it, such as a configuration. Throws UsageError with one line.
 */
export function parseReviewed<S extends TSchema>(text: string, file: string, schema: S, part?: string): Static<S> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new UsageError(`${file}: not JSON`, { cause });
  }
  if (part !== undefined && isObject(value) && Object.hasOwn(value, part)) value = value[part];
  if (!Check(schema, value)) {
    const [first] = Errors(schema, value);
    throw new UsageError(`${file}: entry ${first?.instancePath || '/'} ${first?.message ?? 'does not match its schema'}`);
  }
  return value as Static<S>;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The last moment of a day `YYYY-MM-DD` in UTC, in ms; NaN for what is no date, such as 2027-02-30. */
export function endOfDay(day: string): number {
  const end = new Date(`${day}T23:59:59.999Z`);
  // 2027-02-30 rolls over to March: no date.
  return !Number.isNaN(end.getTime()) && end.toISOString().startsWith(day) ? end.getTime() : Number.NaN;
}
