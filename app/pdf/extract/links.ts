import { bounds, type Rect } from '../geometry.ts';

/** A link annotation's place on the page. */
export interface LinkArea {
  /** The annotation's own rectangle, to find it again in the file. */
  readonly rect: Rect;
  /** One per line of text where it says so, else its rectangle; user space. */
  readonly quads: readonly Rect[];
  /** Areas with equal targets that follow each other are one link, broken at a line's end. */
  readonly target: string;
}

/** The part of pdf.js's link annotations that is read here. */
export interface LinkAnnotation {
  readonly rect: Rect;
  readonly quadPoints?: ArrayLike<number> | null;
  readonly url?: unknown;
  readonly unsafeUrl?: unknown;
  readonly dest?: unknown;
  readonly action?: unknown;
}

export function linkArea({ rect, quadPoints, url, unsafeUrl, dest, action }: LinkAnnotation): LinkArea {
  return {
    rect,
    quads: quadsOf(quadPoints) ?? [rect],
    target: JSON.stringify([url ?? unsafeUrl ?? null, dest ?? null, action ?? null]),
  };
}

function quadsOf(points: ArrayLike<number> | null | undefined): Rect[] | undefined {
  if (!points || points.length < 8) return undefined;
  return Array.from({ length: points.length >> 3 }, (_, i) => {
    const at = (k: number) => points[8 * i + k] as number;
    return bounds([0, 2, 4, 6].map((k) => [at(k), at(k + 1)] as const));
  });
}

/** Does a link's rectangle hold a glyph with its middle at `x`, on the baseline `y`? */
export function linkAt([x0, y0, x1, y1]: Rect, x: number, y: number, size: number): boolean {
  const middle = y + 0.3 * size;
  return x >= x0 && x <= x1 && middle >= y0 && middle <= y1;
}
