import { overlap } from '../geometry.ts';
import type { Block, BlockKind } from '../types.ts';

const BODY: ReadonlySet<BlockKind> = new Set<BlockKind>(['paragraph', 'list-item', 'label']);
/** Shorter texts are cells, labels and captions, which seldom end in a full stop. */
const LEAST_LETTERS = 60;
/** A sentence has ended, or is about to be followed by a list: nothing of it comes after. */
const ENDED = /[.!?:;…][\p{Pf}\p{Pe}"'’\s\d]*$/u;
/** Headers, footnotes and captions between a text and its rest are fewer. */
const MOST_BETWEEN = 200;
/** Columns of one text are about as wide; cells of a table seldom. */
const MOST_WIDER = 1.15;

/**
 * Marks blocks whose last sentence goes on in another: the last of a column or page that ends in the middle of a sentence, and the first
 * of the next one that begins with a small letter, both running text of one style. Headers, footnotes and captions between them do not
 * count. `blocks` in reading order. What begins with a capital (German nouns, names) is not taken for the rest of a sentence.
 */
export function markContinuations(blocks: readonly Block[]): Block[] {
  const nextOf = new Map<string, string>();
  const body = blocks.filter(({ kind, angle }) => BODY.has(kind) && angle === undefined);
  for (const [i, block] of body.entries()) {
    if (!isOpen(block)) continue;
    const next = firstAfter(body, i);
    if (next && goesOn(block, next)) nextOf.set(block.id, next.id);
  }
  return blocks.map((block) => {
    const continuedIn = nextOf.get(block.id);
    return continuedIn === undefined ? block : { ...block, continuedIn };
  });
}

function isOpen({ kind, lines, text }: Block): boolean {
  return kind !== 'label' && lines > 1 && text.length >= LEAST_LETTERS && !ENDED.test(text);
}

/** The next of its style on its page or the one after. */
function firstAfter(body: readonly Block[], index: number): Block | undefined {
  const block = body[index] as Block;
  for (let i = index + 1; i < Math.min(body.length, index + MOST_BETWEEN); i++) {
    const other = body[i] as Block;
    if (other.page > block.page + 1) return undefined;
    if (isOfStyle(other, block)) return other;
  }
  return undefined;
}

function isOfStyle(other: Block, { fontSize, bold, italic }: Block): boolean {
  return other.bold === bold && other.italic === italic && Math.abs(other.fontSize - fontSize) < 0.05 * fontSize;
}

function goesOn(block: Block, next: Block): boolean {
  if (next.kind !== 'paragraph' || !/^\p{Ll}/u.test(next.text)) return false;
  const [x0, y0, x1] = block.box;
  const [nextX0, , nextX1, nextY1] = next.box;
  if (nextX1 - nextX0 > MOST_WIDER * (x1 - x0)) return false;
  // On one page only from the foot of a column to the head of the next: what follows below is a paragraph of its own.
  return next.page > block.page || (overlap(x0, x1, nextX0, nextX1) < 0 && nextY1 > y0);
}
