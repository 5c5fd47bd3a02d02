import { type Matrix, type Rect, transformRect } from '../geometry.ts';

/** A part of a path that is filled or stroked, by its bounding box on the page. */
export interface PaintedPath {
  /** Of the operator that paints it: `<stream path>#<ordinal among the stream's path-painting operators>`. */
  readonly id: string;
  readonly rect: Rect;
  /** It is all that the operator paints. */
  readonly alone: boolean;
  /** `#rrggbb` */
  readonly color: string;
}

/** A grid may be one path of hundreds of lines; more are a drawing. */
const MAX_PARTS = 400;
/** How pdf.js packs path segments: the segment's kind, then its points. */
const POINTS: Record<number, number> = { 0: 1, 1: 1, 2: 3, 3: 2, 4: 0 };
const MOVE_TO = 0;

/** The parts of one path as pdf.js packs them. `box` is the box of the whole. */
export function paintedParts(
  painted: Pick<PaintedPath, 'id' | 'color'>,
  packed: Float32Array | null,
  box: readonly number[],
  matrix: Matrix,
): PaintedPath[] {
  const parts = packed ? partsOf(packed) : [];
  if (parts.length < 2 || parts.length > MAX_PARTS) {
    return [{ ...painted, rect: transformRect(matrix, [box[0] ?? 0, box[1] ?? 0, box[2] ?? 0, box[3] ?? 0]), alone: parts.length < 2 }];
  }
  return parts.map((rect) => ({ ...painted, rect: transformRect(matrix, rect), alone: false }));
}

function partsOf(packed: Float32Array): Rect[] {
  const parts: [number, number, number, number][] = [];
  let part: [number, number, number, number] | undefined;
  let i = 0;
  while (i < packed.length) {
    const kind = packed[i++] as number;
    const points = POINTS[kind];
    if (points === undefined) return [];
    if (kind === MOVE_TO || !part) {
      part = [Infinity, Infinity, -Infinity, -Infinity];
      parts.push(part);
    }
    for (let p = 0; p < points; p++, i += 2) {
      const [x, y] = [packed[i] as number, packed[i + 1] as number];
      part[0] = Math.min(part[0], x);
      part[1] = Math.min(part[1], y);
      part[2] = Math.max(part[2], x);
      part[3] = Math.max(part[3], y);
    }
  }
  // A move without a segment after it paints nothing.
  return parts.filter(([x0, y0, x1, y1]) => Number.isFinite(x0) && (x1 > x0 || y1 > y0));
}
