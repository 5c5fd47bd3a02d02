import type { PageRange } from '../types.ts';

/** Pages of one task. A task opens the file anew, which costs as much as some pages; a short document waits for one task. */
export const PAGES_PER_TASK = 128;

/** Does one range of a document. `onOpen` is to be told how many pages there are, as soon as that is known. */
export type RangeTask<T> = (range: PageRange, signal: AbortSignal, onOpen: (pages: number) => void) => Promise<T>;

/**
 * Does a document's pages in ranges, at most `lanes` at a time and each a task of its own, so that others' tasks come in between.
 * The first range is done in any case: only who opens the document knows whether there are more. Out: results in order.
 * Rejects as soon as one range does; the others are aborted then, and over.
 */
export async function inRanges<T>(lanes: number, task: RangeTask<T>): Promise<T[]> {
  const stop = new AbortController();
  const results: [from: number, result: T][] = [];
  const others: Promise<void>[] = [];
  let open: IterableIterator<PageRange> = [{ from: 1, to: PAGES_PER_TASK }].values();
  let isOpen = false;
  const onOpen = (pages: number) => {
    // A task that is begun again says so again.
    if (isOpen) return;
    isOpen = true;
    open = laterRanges(pages).values();
    while (others.length < lanes - 1) others.push(lane());
  };
  async function lane(): Promise<void> {
    try {
      for (let next = open.next(); !next.done; next = open.next()) {
        const { value: range } = next;
        results.push([range.from, await task(range, stop.signal, range.from === 1 ? onOpen : () => {})]);
      }
    } catch (error) {
      stop.abort(error);
    }
  }
  await lane();
  await Promise.all(others);
  stop.signal.throwIfAborted();
  return results.toSorted(([a], [b]) => a - b).map(([, result]) => result);
}

/** The pages behind the first range, in ranges of about the same length. */
function laterRanges(pages: number): PageRange[] {
  const later = Math.max(0, pages - PAGES_PER_TASK);
  const count = Math.ceil(later / PAGES_PER_TASK);
  const last = (range: number) => PAGES_PER_TASK + Math.round((later * range) / count);
  return Array.from({ length: count }, (_, i) => ({ from: last(i) + 1, to: last(i + 1) }));
}
