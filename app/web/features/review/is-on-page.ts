import type { Block } from '../../shared/api/types.ts';

/** Whether a block is seen on its page. The document's title, its bookmarks and descriptions of pictures are not: their box has no area. */
export function isOnPage({ box: [x0, y0, x1, y1] }: Block): boolean {
  return x1 > x0 && y1 > y0;
}

/** What a block is that is not seen on its page, for a person. */
export function offPageName({ id }: Block): string {
  return /^p\d+d\d+$/.test(id) ? 'Description of a picture' : 'Title or bookmark';
}
