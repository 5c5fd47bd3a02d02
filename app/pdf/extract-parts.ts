import { markContinuations } from './extract/continuations.ts';
import { keptWarnings } from './kept-warnings.ts';
import type { Block, Extraction } from './types.ts';

/**
 * The extraction of a document that was read in parts, in order; undefined when only reading it as a whole can say what is wrong with
 * it: there is no text, or no page could be read.
 */
export function joinParts(parts: readonly Extraction[]): Extraction | undefined {
  const joined = join(parts);
  return allFailed(joined) || !joined.blocks.some(isPageText) ? undefined : joined;
}

/** The whole of its parts, in order. What names a page's part of the document stands behind the page's text. */
export function join(parts: readonly Extraction[]): Extraction {
  const kept = parts.flatMap((part) => part.kept);
  const blocks = parts.flatMap((part) => part.blocks).toSorted((a, b) => a.page - b.page || Number(isNaming(a)) - Number(isNaming(b)));
  return {
    pages: parts.flatMap(({ pages }) => pages),
    blocks: markContinuations(blocks),
    kept,
    warnings: [...parts.flatMap(({ warnings }) => warnings), ...keptWarnings(kept)],
  };
}

const isNaming = ({ kind }: Block) => kind === 'title' || kind === 'outline' || kind === 'description';

/** Text of the pages themselves, not beside it or put on it: without any, a document may be a scan. */
export const isPageText = (block: Block) => !isNaming(block) && block.kind !== 'note';

export const allFailed = ({ pages, kept }: Extraction) =>
  pages.length > 0 && kept.filter(({ reason }) => reason === 'page-failed').length === pages.length;
