import { bytesOf, CORPUS } from '../corpus/catalogue.ts';

export interface Document {
  readonly name: string;
  readonly pdf: Uint8Array;
}

/** A book would take most of the time and say what a page says. */
const LONG_FROM_PAGES = 50;

/** Documents of the corpus that both we and the floor can do. Not protected ones: pdf-lib cannot save those as they are. */
export function withFloor(): Document[] {
  return CORPUS.filter(
    ({ answer, features, pages }) => answer === undefined && !features.includes('encrypted') && pages < LONG_FROM_PAGES,
  ).map((entry) => ({ name: entry.name, pdf: bytesOf(entry) }));
}

/** Bytes of a document of the corpus. */
export function documentNamed(name: string): Uint8Array {
  const entry = CORPUS.find((candidate) => candidate.name === name);
  if (!entry) throw new Error(`the corpus has no ${name}`);
  return bytesOf(entry);
}
