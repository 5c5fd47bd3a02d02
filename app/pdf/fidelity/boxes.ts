import { bounds, overlap, type Rect } from '../geometry.ts';
import type { Block } from '../types.ts';
import type { Comparison } from './types.ts';

const OVERFLOW_POINTS = 2;
/** Boxes that share less than this in either direction do not touch: a font's box is a little larger than its ink. */
const TOUCH_POINTS = 1;
const KEPT_SIZE = 0.9;

/** Titles, outline entries and descriptions of pictures are seen on no page. */
export const onPage = ({ kind }: Block) => kind !== 'title' && kind !== 'outline' && kind !== 'description';

/** A written block with what the output's own extraction has found in its place. */
interface Pair {
  readonly source: Block;
  readonly found: readonly Block[];
  readonly rendered: Comparison['rendered'][number];
}

export function pairs({ source, output, rendered }: Comparison): Pair[] {
  const byId = new Map(source.map((b) => [b.id, b]));
  return rendered.flatMap((r) => {
    const block = byId.get(r.id);
    if (!block || !onPage(block)) return [];
    const found = output.filter((o) => o.page === block.page && area(intersection(o.box, r.box)) > 0.5 * area(o.box));
    return [{ source: block, found, rendered: r }];
  });
}

/** Median of intersection by union; a block that is not found again counts as 0. */
export function blockIou(list: readonly Pair[]): number | null {
  return median(
    list.map(({ source, found }) => {
      if (found.length === 0) return 0;
      const united = bounds(found.flatMap((b) => [[b.box[0], b.box[1]] as const, [b.box[2], b.box[3]] as const]));
      const shared = area(intersection(source.box, united));
      return shared / (area(source.box) + area(united) - shared);
    }),
  );
}

export function overflow(list: readonly Pair[]): number | null {
  return share(list, ({ rendered: { box, place, overflow } }) => overflow || leaves(box, place));
}

export function fontSizeKept(list: readonly Pair[]): number | null {
  return share(list, ({ source, found, rendered }) => {
    const read = found.length > 0 ? Math.max(...found.map((b) => b.fontSize)) / source.fontSize : rendered.fontSizeRatio;
    return Math.min(read, rendered.fontSizeRatio) >= KEPT_SIZE - 0.005;
  });
}

/**
 * Of all blocks of the source, those written in their new place, the others in their old one. The upright box around askew text (a watermark) is
 * mostly empty corners: touching it says nothing, so those blocks are left out.
 */
export function newOverlap({ source, rendered }: Comparison): number | null {
  const now = new Map(rendered.map((r) => [r.id, r.box]));
  const upright = ({ angle = 0 }: Block) => angle % 90 === 0;
  const boxes = source
    .filter((b) => onPage(b) && upright(b))
    .map((b) => ({ page: b.page, before: b.box as Rect, after: (now.get(b.id) ?? b.box) as Rect }));
  const touched = new Set<number>();
  for (const [i, a] of boxes.entries()) {
    for (let j = i + 1; j < boxes.length; j++) {
      const b = boxes[j] as (typeof boxes)[number];
      if (a.page !== b.page || !touches(a.after, b.after) || touches(a.before, b.before)) continue;
      touched.add(i).add(j);
    }
  }
  return boxes.length === 0 ? null : touched.size / boxes.length;
}

function touches(a: Rect, b: Rect): boolean {
  return overlap(a[0], a[2], b[0], b[2]) > TOUCH_POINTS && overlap(a[1], a[3], b[1], b[3]) > TOUCH_POINTS;
}

function leaves(box: Rect, place: Rect): boolean {
  return (
    box[0] < place[0] - OVERFLOW_POINTS ||
    box[1] < place[1] - OVERFLOW_POINTS ||
    box[2] > place[2] + OVERFLOW_POINTS ||
    box[3] > place[3] + OVERFLOW_POINTS
  );
}

function intersection(a: Rect, b: Rect): Rect {
  return [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])];
}

function area([x0, y0, x1, y1]: Rect): number {
  return Math.max(0, x1 - x0) * Math.max(0, y1 - y0);
}

function share<T>(list: readonly T[], test: (item: T) => boolean): number | null {
  return list.length === 0 ? null : list.filter(test).length / list.length;
}

export function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return null;
  return sorted.length % 2 ? (sorted[middle] as number) : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}
