import { CORPUS, type CorpusEntry } from '../../corpus/catalogue.ts';

/**
 * `identity` shows the layout engine alone, `pseudo` shows what is left of the source, `apertium` is what people get.
 */
export type Engine = 'identity' | 'pseudo' | 'apertium';

export interface PlannedRun {
  readonly entry: CorpusEntry;
  readonly engines: readonly Engine[];
}

/** A book is read and written once: its pages are all of one kind, and its pictures are sampled. */
const LONG_FROM_PAGES = 50;
/** What the harness's own tests make do with. */
const SMOKE = 2;

export function planOf(profile: 'full' | 'smoke'): PlannedRun[] {
  const entries = profile === 'smoke' ? CORPUS.slice(0, SMOKE) : CORPUS;
  return entries.map((entry) => ({ entry, engines: enginesFor(entry) }));
}

function enginesFor({ answer = 'translated', pages }: CorpusEntry): readonly Engine[] {
  // Where nothing is written, one way of writing it tells as much as three.
  if (answer !== 'translated' || pages >= LONG_FROM_PAGES) return ['identity'];
  return ['identity', 'pseudo', 'apertium'];
}
