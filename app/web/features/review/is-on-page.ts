import type { Block } from '../../shared/api/types.ts';

/** Whether a block is seen on its page. The document's title and its bookmarks are not: their box has no area. */
export function isOnPage({ box: [x0, y0, x1, y1] }: Block): boolean {
  return x1 > x0 && y1 > y0;
}
