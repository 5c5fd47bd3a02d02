import type { LinkArea } from '../extract/links.ts';
import type { LaidOut } from '../extract/page-layout.ts';
import { type Rect, rotation, transformRect } from '../geometry.ts';

/** A link's area is an area for words only up to this many font sizes; a higher one is a button or a card, and stays. */
const LINE_HEIGHT = 2.2;

interface WrittenBlock {
  readonly source: LaidOut;
  readonly links: ReadonlyMap<string, readonly Rect[]>;
}

/**
 * New places for link annotations, in user space: those all of whose words were written anew. A link broken at a
 * line's end has an annotation per line; its new lines are dealt out among them.
 */
export function linkPlaces(written: readonly WrittenBlock[], all: readonly LaidOut[]): Map<LinkArea, Rect[]> {
  const places = new Map<LinkArea, Rect[]>();
  const done = new Set(written.map(({ source }) => source));
  const staying = new Set(all.filter((block) => !done.has(block)).flatMap(({ style }) => [...style.areas]));
  for (const { source, links } of written) {
    const { toPage } = rotation(source.angle);
    for (const [target, rects] of links) {
      const movable = ({ quads }: LinkArea) => quads.every((q) => heightAcross(q, source.angle) < LINE_HEIGHT * source.size);
      const areas = [...source.style.areas].filter((area) => area.target === target && !staying.has(area) && movable(area));
      areas.forEach((area, i) => {
        const own = i < areas.length - 1 ? rects.slice(i, i + 1) : rects.slice(i);
        const shown = (own.length > 0 ? own : rects.slice(-1)).map((rect) => transformRect(toPage, rect));
        places.set(area, [...(places.get(area) ?? []), ...shown]);
      });
    }
  }
  return places;
}

function heightAcross(rect: Rect, angle: number): number {
  const [, y0, , y1] = transformRect(rotation(angle).toLocal, rect);
  return y1 - y0;
}
