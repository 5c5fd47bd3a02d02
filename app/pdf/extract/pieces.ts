import { apply, type Matrix, overlap, type Rect } from '../geometry.ts';
import type { Fragment } from './fragments.ts';
import type { Line } from './lines.ts';
import { type LinkArea, linkAt } from './links.ts';
import { type Rule, rulesOn } from './rulings.ts';

/** A stretch of a fragment that one link and one drawn line, or none, belong to. */
export interface Piece {
  readonly text: string;
  readonly fragment: Fragment;
  readonly line: Line;
  readonly x0: number;
  readonly x1: number;
  readonly link?: LinkArea | undefined;
  /** Drawn under it, or through it. */
  readonly rule?: Rule | undefined;
}

/** What belongs to words without being text, in the turned plane. */
export interface Attached {
  readonly toLocal: Matrix;
  readonly rules: readonly Rule[];
  readonly links: readonly { readonly area: LinkArea; readonly rects: readonly Rect[] }[];
}

/** Cuts a line's fragment where links, underlines and strike-throughs begin and end. */
export function marksOf(fragment: Fragment, line: Line, { toLocal, rules, links }: Attached): Piece[] {
  const { text, owners, run, x0, x1, y, size } = fragment;
  const drawn = rulesOn(rules, line);
  const near = links.filter(({ rects }) => rects.some((r) => overlap(r[0], r[2], x0, x1) > 0 && linkAt(r, (r[0] + r[2]) / 2, y, size)));
  if (drawn.length === 0 && near.length === 0) return [{ text, fragment, line, x0, x1 }];
  const pieces: { text: string; x0: number; x1: number; link: LinkArea | undefined; rule: Rule | undefined }[] = [];
  for (let unit = 0; unit < text.length; unit++) {
    const glyph = run.glyphs[owners[unit] as number];
    const last = pieces.at(-1);
    if (!glyph) {
      // A space that nobody wrote.
      if (last) last.text += text[unit];
      continue;
    }
    const [left] = apply(toLocal, glyph.x0, glyph.y0);
    const [right] = apply(toLocal, glyph.x1, glyph.y1);
    const middle = (left + right) / 2;
    const link = near.find(({ rects }) => rects.some((r) => linkAt(r, middle, y, size)))?.area;
    const rule = drawn.find(({ rect }) => rect[0] <= middle && rect[2] >= middle);
    if (last && last.link === link && last.rule === rule) {
      last.text += text[unit];
      last.x1 = Math.max(last.x1, right);
    } else pieces.push({ text: text[unit] as string, x0: left, x1: right, link, rule });
  }
  return pieces.map((piece) => ({ ...piece, fragment, line }));
}
