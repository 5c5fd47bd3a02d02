import type { Kept, Rendering } from '../../pdf/index.ts';
import { isWorthAWarning, keptWarnings } from '../../pdf/kept-warnings.ts';

/**
 * What the engine found that a person should know, in the form that an edit needs: its pages' part is replaced, that of the others
 * stays. JSON in the document's row, sentences in the API.
 */
export interface Findings {
  /** Sentences on the document as a whole. They depend on the original alone. */
  readonly notes: readonly string[];
  /** What stayed as it was: each reason once a page, so that pages and reasons bound it. */
  readonly kept: readonly Pick<Kept, 'page' | 'reason'>[];
}

const MAX_NOTES = 10;
const MAX_NOTE_LENGTH = 300;

type Report = Pick<Rendering, 'kept' | 'warnings'>;

/** Of an extraction, or of a rendering. */
export function findingsOf({ kept, warnings }: Report): Findings {
  const onPages = new Set(keptWarnings(kept));
  return { notes: bounded(warnings.filter((warning) => !onPages.has(warning))), kept: oncePerPage(kept.filter(isWorthAWarning)) };
}

/** What is true after a rendering of these pages; undefined: of all. A rendering finds all that reading the same page found. */
export function afterRendering(before: Findings, rendering: Report, pages: readonly number[] | undefined): Findings {
  const { notes, kept } = findingsOf(rendering);
  const rendered = new Set(pages);
  const others = pages ? before.kept.filter(({ page }) => !rendered.has(page)) : [];
  return { notes: bounded([...before.notes, ...notes]), kept: oncePerPage([...others, ...kept]) };
}

/** Sentences for a person: on the whole first, then one for each reason, with its pages. */
export function warningsOf({ notes, kept }: Findings): string[] {
  return [...notes, ...keptWarnings(kept)];
}

/** A rendering of some pages tells of the bookmarks of all. */
function oncePerPage(kept: Findings['kept']): Findings['kept'] {
  return [...new Map(kept.map(({ page, reason }) => [`${page} ${reason}`, { page, reason }])).values()];
}

/** Each once. The engine has few and short ones; the row does not depend on that. */
function bounded(notes: readonly string[]): string[] {
  return [...new Set(notes.map((note) => note.slice(0, MAX_NOTE_LENGTH)))].slice(0, MAX_NOTES);
}
