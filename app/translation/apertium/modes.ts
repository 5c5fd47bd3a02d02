import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { LanguagePair } from '../engine.ts';

export interface Mode extends LanguagePair {
  /** Apertium's own name, "eng-spa". */
  readonly name: string;
  readonly path: string;
}

const MODES_DIR = '/usr/share/apertium/modes';

/** "eng-spa" → en, es; "spa-eng_US" → es, en-US. Undefined for what is not a whole pair (debug modes such as "eng-spa-tagger"). */
export function pairOfMode(name: string): LanguagePair | undefined {
  const match = /^([a-z]{2,3}(?:_\w+)?)-([a-z]{2,3}(?:_\w+)?)$/.exec(name);
  if (!match?.[1] || !match[2]) return undefined;
  const [from, to] = [toBcp47(match[1]), toBcp47(match[2])];
  return from && to ? { from, to } : undefined;
}

/** ISO 639-3 as Apertium writes it → canonical BCP 47; undefined for a variant that BCP 47 cannot name. */
function toBcp47(code: string): string | undefined {
  const tag = code.replaceAll('_', '-');
  // supportedLocalesOf throws on a malformed tag; a regular expression for the few shapes Apertium uses is plainer than catching it.
  if (!/^[a-z]{2,3}(-[A-Z]{2}|-[a-z]{5,8})?$/.test(tag)) return undefined;
  return Intl.getCanonicalLocales(tag)[0];
}

/** Every translation pair installed on this machine, sorted; empty when Apertium is not there. */
export async function installedModes(dir = MODES_DIR): Promise<Mode[]> {
  const files = await readdir(dir).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return files
    .filter((file) => file.endsWith('.mode'))
    .flatMap((file) => {
      const name = file.slice(0, -'.mode'.length);
      const pair = pairOfMode(name);
      return pair ? [{ ...pair, name, path: join(dir, file) }] : [];
    })
    .sort((a, b) => `${a.from} ${a.to}`.localeCompare(`${b.from} ${b.to}`));
}
