import { apply, type Matrix, type Rect, rotation } from '../geometry.ts';
import type { EmbeddedFace } from './embed.ts';
import type { Face } from './faces.ts';
import type { FittedLine } from './fit.ts';
import { faceRuns, measure } from './measure.ts';
import type { BlockPlan } from './plan.ts';

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
}

/** The content-stream operators that show a planned block. */
export function writeBlock(plan: BlockPlan, fonts: FontUse, alpha: AlphaUse): Written {
  const { source, fitted } = plan;
  const { run, angle, baseline } = source;
  const pen = new Pen(fonts, rotation(angle).toPage, fitted.size, fitted.stretch);
  let rect: Rect = [Infinity, Infinity, -Infinity, -Infinity];
  const under: string[] = [];
  fitted.lines.forEach((line, i) => {
    const y = baseline - i * fitted.leading;
    const { x, spread } = position(plan, line, i);
    const end = pen.line(plan.faces, line.text, x, y, spread);
    rect = [
      Math.min(rect[0], x),
      Math.min(rect[1], y - 0.22 * fitted.size),
      Math.max(rect[2], end),
      Math.max(rect[3], y + 0.78 * fitted.size),
    ];
    if (plan.underline) under.push(pen.rule(x, end, y - plan.underline.depth, plan.underline.thickness));
    if (i === fitted.lines.length - 1 && source.leader) pen.leader(plan.faces, source.leader, end, y);
  });
  const state = run.alpha < 1 ? `/${alpha(run.alpha)} gs ` : '';
  return { operators: `q ${state}${rgb(run.color)} rg BT\n${pen.operators.join('\n')}\nET ${under.join('')}Q\n`, rect };
}

function position({ source, fitted, x0, x1 }: BlockPlan, line: FittedLine, i: number): { x: number; spread: number } {
  const width = x1 - x0;
  if (source.align === 'center') return { x: x0 + (width - line.width) / 2, spread: 0 };
  if (source.align === 'right') return { x: x1 - line.width, spread: 0 };
  const indent = i === 0 ? source.indent : source.hang;
  const spaces = line.text.split(' ').length - 1;
  if (source.align !== 'justify' || i === fitted.lines.length - 1 || spaces === 0) return { x: x0 + indent, spread: 0 };
  const spread = (width - indent - line.width) / spaces;
  return { x: x0 + indent, spread: spread > 1.2 * fitted.size || spread < 0 ? 0 : spread };
}

class Pen {
  readonly operators: string[] = [];
  readonly #fonts: FontUse;
  readonly #toPage: Matrix;
  readonly #size: number;
  readonly #stretch: number;

  constructor(fonts: FontUse, toPage: Matrix, size: number, stretch: number) {
    this.#fonts = fonts;
    this.#toPage = toPage;
    this.#size = size;
    this.#stretch = stretch;
    this.operators.push(`0 Tr 0 Tc 0 Tw 0 Ts ${number(stretch * 100)} Tz`);
  }

  /** Shows `text` from x on, every space `spread` points wider; returns where it ends. */
  line(faces: readonly Face[], text: string, x: number, y: number, spread: number): number {
    let at = x;
    const unit = this.#size * this.#stretch;
    for (const run of faceRuns(faces, text) ?? []) {
      const { name, embedded } = this.#fonts(run.face);
      const parts = spread > 0 ? run.text.split(/(?<= )/) : [run.text];
      const shown = parts.map((part) => {
        const wide = spread > 0 && part.endsWith(' ');
        at += measure([run.face], part) * unit + (wide ? spread : 0);
        return `<${embedded.encode(part)}>${wide ? number((-spread / unit) * 1000) : ''}`;
      });
      this.operators.push(`/${name} ${number(this.#size)} Tf ${this.#matrix(x, y)} Tm [${shown.join('')}] TJ`);
      x = at;
    }
    return at;
  }

  /** Dots at the old pitch between a text that has become shorter and the first of the old dots. */
  leader(faces: readonly Face[], { x0, pitch }: { x0: number; pitch: number }, textEnd: number, y: number): void {
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
  rule(x0: number, x1: number, y: number, thickness: number): string {
    const corners = [
      apply(this.#toPage, x0, y),
      apply(this.#toPage, x1, y),
      apply(this.#toPage, x1, y + thickness),
      apply(this.#toPage, x0, y + thickness),
    ];
    return `${corners.map((p, i) => `${p.map(number).join(' ')} ${i === 0 ? 'm' : 'l'}`).join(' ')} h f `;
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
