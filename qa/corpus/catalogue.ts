import { readFileSync } from 'node:fs';
import { COMMITTED } from './families/committed.ts';
import { DRAWING } from './families/drawing.ts';
import { FONTS } from './families/fonts.ts';
import { GEOMETRY } from './families/geometry.ts';
import { LAYOUT } from './families/layout.ts';
import { LONG } from './families/long.ts';
import { NAVIGATION } from './families/navigation.ts';
import { NOTES } from './families/notes.ts';
import { REFUSED } from './families/refused.ts';
import { STRUCTURE } from './families/structure.ts';
import type { CorpusEntry } from './types.ts';

export type { CorpusEntry } from './types.ts';

/** Every document of the corpus, each with what it is there for. */
export const CORPUS: readonly CorpusEntry[] = [
  ...COMMITTED,
  ...LAYOUT,
  ...FONTS,
  ...GEOMETRY,
  ...DRAWING,
  ...NAVIGATION,
  ...NOTES,
  ...STRUCTURE,
  ...REFUSED,
  ...LONG,
];

/** The document's bytes: made, or read from the committed file. */
export function bytesOf({ name, origin }: CorpusEntry): Uint8Array {
  if (typeof origin === 'function') return origin();
  return new Uint8Array(readFileSync(new URL(`${name}.pdf`, import.meta.url)));
}
