import { apply, type Matrix, type Rect, rotation } from '../geometry.ts';
import type { EmbeddedFace } from './embed.ts';
import type { Face } from './faces.ts';
import type { FittedLine } from './fit.ts';
import { faceRuns, measure } from './measure.ts';
import type { BlockPlan } from './plan.ts';
import type { TextStyle } from './words.ts';

/** Gives a face's resource name on the page and its encoder. */
export type FontUse = (face: Face) => { readonly name: string; readonly embedded: EmbeddedFace };
/** Gives the resource name of a graphics state with this fill alpha. */
export type AlphaUse = (alpha: number) => string;

/** Ems between a text and the dots behind it. */
export const LEADER_GAP = 0.3;

export interface Written {
  readonly operators: string;
  /** Where the text stands, in the turned plane. */
  readonly rect: Rect;
  /** Where the words of each link stand, line by line, in the turned plane. */
  readonly links: ReadonlyMap<string, readonly Rect[]>;
}

/** The content-stream operators that show a planned block. */
export function writeBlock(plan: BlockPlan, fonts: FontUse, alpha: AlphaUse): Written {
  const { source, fitted, main } = plan;
  const { angle, baseline } = source;
  const pen = new Pen(fonts, rotation(angle).toPage, fitted.size, fitted.stretch);
  let rect: Rect = [Infinity, Infinity, -Infinity, -Infinity];
  const links = new Map<string, Rect[]>();
  const { initial } = plan;
  if (initial) {
    const scale = (initial.style.scale * source.size) / fitted.size;
    const end = pen.show(initial.letter, { ...initial.style, scale }, initial.x, initial.y, 0);
    rect = [initial.x, initial.y, end, baseline];
  }
  fitted.lines.forEach((line, i) => {
    const y = baseline - i * fitted.leading;
    const { x, spread } = position(plan, line, i);
    let at = x;
    for (const segment of line.segments) {
      const { style } = segment;
      const end = pen.show(segment.text, style, at, y, spread);
      const under = style.rule;
      const shrunk = fitted.size / source.size;
      if (under) pen.rule(under.color, at, end, y - under.depth * shrunk, under.thickness);
      if (style.link !== undefined) addTo(links, style.link, [at, y - 0.22 * fitted.size, end, y + 0.78 * fitted.size]);
      at = end;
    }
    rect = [
      Math.min(rect[0], x),
      Math.min(rect[1], y - 0.22 * fitted.size),
      Math.max(rect[2], at),
      Math.max(rect[3], y + 0.78 * fitted.size),
    ];
    if (i === fitted.lines.length - 1 && source.leader) pen.leader(main, source.leader, at, y);
  });
  const opacity = source.style.main.run.alpha;
  const state = opacity < 1 ? `/${alpha(opacity)} gs ` : '';
  return { operators: `q ${state}BT\n${pen.operators.join('\n')}\nET ${pen.rules.join('')}Q\n`, rect, links };
}

/** Words of one link that stand side by side, as bold and plain ones do, share a rectangle. */
function addTo(links: Map<string, Rect[]>, link: string, rect: Rect): void {
  const rects = links.get(link) ?? [];
  const last = rects.at(-1);
  if (last && last[1] === rect[1] && rect[0] - last[2] < rect[3] - rect[1]) rects[rects.length - 1] = [last[0], last[1], rect[2], last[3]];
  else rects.push(rect);
  links.set(link, rects);
}

function position({ source, fitted, indent: indentOf, x0, x1 }: BlockPlan, line: FittedLine, i: number): { x: number; spread: number } {
  const width = x1 - x0;
  if (source.align === 'center') return { x: x0 + (width - line.width) / 2, spread: 0 };
  if (source.align === 'right') return { x: x1 - line.width, spread: 0 };
  const indent = indentOf(i);
  const spaces = line.segments.reduce((n, { text }) => n + text.split(' ').length - 1, 0);
  if (source.align !== 'justify' || i === fitted.lines.length - 1 || spaces === 0) return { x: x0 + indent, spread: 0 };
  const spread = (width - indent - line.width) / spaces;
  return { x: x0 + indent, spread: spread > 1.2 * fitted.size || spread < 0 ? 0 : spread };
}

class Pen {
  readonly operators: string[] = [];
  readonly rules: string[] = [];
  readonly #fonts: FontUse;
  readonly #toPage: Matrix;
  readonly #size: number;
  readonly #stretch: number;
  #color = '';

  constructor(fonts: FontUse, toPage: Matrix, size: number, stretch: number) {
    this.#fonts = fonts;
    this.#toPage = toPage;
    this.#size = size;
    this.#stretch = stretch;
    this.operators.push(`0 Tr 0 Tc 0 Tw 0 Ts ${number(stretch * 100)} Tz`);
  }

  /** Shows `text` from x on, every space `spread` points wider; returns where it ends. */
  show(text: string, { faces, scale, rise, color }: TextStyle, x: number, y: number, spread: number): number {
    this.#paint(color);
    let at = x;
    const size = this.#size * scale;
    const unit = size * this.#stretch;
    for (const run of faceRuns(faces, text) ?? []) {
      const { name, embedded } = this.#fonts(run.face);
      const parts = spread > 0 ? run.text.split(/(?<= )/) : [run.text];
      const shown = parts.map((part) => {
        const wide = spread > 0 && part.endsWith(' ');
        at += measure([run.face], part) * unit + (wide ? spread : 0);
        return `<${embedded.encode(part)}>${wide ? number((-spread / unit) * 1000) : ''}`;
      });
      this.operators.push(`/${name} ${number(size)} Tf ${this.#matrix(x, y + rise * this.#size)} Tm [${shown.join('')}] TJ`);
      x = at;
    }
    return at;
  }

  /** Dots at the old pitch between a text that has become shorter and the first of the old dots. */
  leader({ faces, color }: TextStyle, { x0, pitch }: { x0: number; pitch: number }, textEnd: number, y: number): void {
    this.#paint(color);
    const face = faces[0] as Face;
    const dot = (face.glyph(46)?.advance ?? 0.25) * this.#size;
    const step = Math.max(pitch, dot);
    const count = Math.floor((x0 - textEnd - LEADER_GAP * this.#size) / step);
    if (count < 1) return;
    const { name, embedded } = this.#fonts(face);
    const spacing = number(((dot - step) / this.#size) * 1000);
    const shown = Array.from({ length: count }, () => `<${embedded.encode('.')}>`).join(spacing);
    this.operators.push(`100 Tz /${name} ${number(this.#size)} Tf ${this.#matrix(x0 - count * step, y)} Tm [${shown}] TJ`);
  }

  /** A filled line from x0 to x1, its lower edge at y. */
  rule(color: string, x0: number, x1: number, y: number, thickness: number): void {
    const corners = [
      apply(this.#toPage, x0, y),
      apply(this.#toPage, x1, y),
      apply(this.#toPage, x1, y + thickness),
      apply(this.#toPage, x0, y + thickness),
    ];
    const path = corners.map((p, i) => `${p.map(number).join(' ')} ${i === 0 ? 'm' : 'l'}`).join(' ');
    this.rules.push(`${rgb(color)} rg ${path} h f `);
  }

  #paint(color: string): void {
    if (color !== this.#color) this.operators.push(`${rgb(color)} rg`);
    this.#color = color;
  }

  #matrix(x: number, y: number): string {
    const [a, b, c, d] = this.#toPage;
    return [a, b, c, d, ...apply(this.#toPage, x, y)].map(number).join(' ');
  }
}

function rgb(color: string): string {
  return [1, 3, 5].map((i) => number(Number.parseInt(color.slice(i, i + 2), 16) / 255)).join(' ');
}

function number(value: number): string {
  return Number(value.toFixed(4)).toString();
}
