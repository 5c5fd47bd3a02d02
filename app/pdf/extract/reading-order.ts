import type { Rect } from '../geometry.ts';

interface Placed {
  readonly rect: Rect;
  readonly size: number;
}

/** Beyond this depth a page's parts are sorted top to bottom. */
const MAX_DEPTH = 40;

/** Columns before rows: cuts the page at its widest gaps again and again (recursive XY cut). */
export function readingOrder<T extends Placed>(items: readonly T[], depth = 0): T[] {
  const sorted = () => items.toSorted((p, q) => q.rect[3] - p.rect[3] || p.rect[0] - q.rect[0]);
  if (items.length < 2 || depth > MAX_DEPTH) return sorted();
  const size = items.map((i) => i.size).toSorted((p, q) => p - q)[items.length >> 1] as number;
  const column = widestGap(items, 0, 0.7 * size);
  const row = widestGap(items, 1, 0.1 * size);
  const cut = (keep: (item: T) => boolean) => readingOrder(items.filter(keep), depth + 1);
  if (row && (!column || (row.width > 2.2 * size && row.width > column.width))) {
    return [...cut((i) => i.rect[1] >= row.at), ...cut((i) => i.rect[1] < row.at)];
  }
  if (column) return [...cut((i) => i.rect[0] < column.at), ...cut((i) => i.rect[0] >= column.at)];
  return sorted();
}

function widestGap(items: readonly Placed[], axis: 0 | 1, least: number): { width: number; at: number } | undefined {
  const sorted = items.map((i) => i.rect).toSorted((p, q) => p[axis] - q[axis]);
  let end = sorted[0]?.[axis === 0 ? 2 : 3] ?? 0;
  let best: { width: number; at: number } | undefined;
  for (const rect of sorted.slice(1)) {
    const width = rect[axis] - end;
    if (width > least && (!best || width > best.width)) best = { width, at: rect[axis] - width / 2 };
    end = Math.max(end, rect[axis === 0 ? 2 : 3]);
  }
  return best;
}
