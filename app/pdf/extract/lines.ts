import { type DropCap, withDropCaps } from './drop-caps.ts';
import { couldLead, type Fragment } from './fragments.ts';
import { marksItem } from './list-marks.ts';
import { rowsOf } from './rows.ts';
import { bulletBefore, dividedVertically, type Rulings } from './rulings.ts';

/** Dots between an entry and its page number. They begin anew behind the translated entry. */
export interface Leader {
  readonly x0: number;
  readonly x1: number;
  /** From one dot to the next, points. */
  readonly pitch: number;
  /** Every glyph of it with where it begins. */
  readonly dots: readonly { readonly operator: string; readonly index: number; readonly x: number }[];
}

/** Text on one baseline that reads on without a break. */
export interface Line {
  readonly fragments: readonly Fragment[];
  readonly x0: number;
  readonly x1: number;
  readonly y: number;
  readonly size: number;
  readonly text: string;
  /** The fragment with the most glyphs stands for the line's style. */
  readonly main: Fragment;
  readonly leader?: Leader;
  /** Text that stays: a place to write on, or an item's mark. */
  readonly fixed: boolean;
  /** An item's mark stands before it. */
  readonly item: boolean;
  /** Its first letter, where that is a high one. */
  readonly dropCap?: DropCap;
}

/** A gap wider than this many ems is a column's end. */
const COLUMN_GAP = 1.05;
const WORD_GAP = 0.13;
/** In narrow columns justified text has gaps as wide as this; what tells is that they are all the same. */
const JUSTIFIED_GAP = 2.2;
const SAME_GAP = 0.04;

export function linesOf(fragments: readonly Fragment[], rulings: Rulings): Line[] {
  return withDropCaps(
    rowsOf(fragments)
      .flatMap((row) => splitRow(row, rulings))
      .map((line) => (bulletBefore(rulings, line.x0, line.y, line.size) ? { ...line, item: true } : line)),
  );
}

function splitRow(row: readonly Fragment[], rulings: Rulings): Line[] {
  const lines: Line[] = [];
  const stretched = justifiedGaps(row);
  let open: LineBuilder | undefined;
  const close = (leader?: Leader) => {
    if (open) lines.push(open.build(leader ? { leader } : {}));
    open = undefined;
  };
  for (let i = 0; i < row.length; i++) {
    const fragment = row[i] as Fragment;
    const leading = leaderAt(row, i);
    if (leading.length > 0) {
      i += leading.length - 1;
      if (leading.some((f) => f.text.includes('_')) || !open || open.gapTo(leading[0] as Fragment) > 3) {
        close();
        lines.push(new LineBuilder(leading).build({ fixed: true }));
      } else close(dots(leading));
      continue;
    }
    const blank = fragment.text.trim() === '';
    if (blank && !open) continue;
    if (open?.marks(fragment) && !blank) {
      lines.push(open.build({ fixed: true }));
      open = new LineBuilder([fragment], true);
    } else if (open?.takes(fragment, blank, rulings, stretched.has(fragment))) open.add(fragment, blank);
    else {
      close();
      if (!blank) open = new LineBuilder([fragment]);
    }
  }
  close();
  return lines;
}

/** Fragments behind a gap that is wide, and as wide as two of the four gaps around it: words of a justified line. */
function justifiedGaps(row: readonly Fragment[]): Set<Fragment> {
  const gaps: { readonly fragment: Fragment; readonly width: number }[] = [];
  let before: Fragment | undefined;
  for (const fragment of row) {
    if (fragment.text.trim() === '') continue;
    const width = before ? (fragment.x0 - before.x1) / fragment.size : 0;
    if (width > WORD_GAP) gaps.push({ fragment, width });
    before = fragment;
  }
  const stretched = gaps.filter(({ width, fragment }, i) => {
    if (width < 1 || width > JUSTIFIED_GAP || !/\p{L}/u.test(fragment.text)) return false;
    const around = [gaps[i - 2], gaps[i - 1], gaps[i + 1], gaps[i + 2]];
    return around.filter((other) => other && Math.abs(other.width - width) < SAME_GAP).length >= 2;
  });
  return new Set(stretched.map(({ fragment }) => fragment));
}

/** The fragments from `i` on that make a leader: one marked as such, or a row of single dots. */
function leaderAt(row: readonly Fragment[], i: number): Fragment[] {
  const found: Fragment[] = [];
  for (let k = i; k < row.length; k++) {
    const f = row[k] as Fragment;
    const previous = found.at(-1);
    if (!(f.leader || couldLead(f) || (found.length > 0 && f.text.trim() === ''))) break;
    if (previous && f.x0 - previous.x1 > 3 * f.size) break;
    found.push(f);
  }
  while (found.at(-1)?.text.trim() === '') found.pop();
  const signs = found.reduce((n, f) => n + f.text.replace(/\s/g, '').length, 0);
  return found.some((f) => f.leader) || signs >= 4 ? found : [];
}

function dots(fragments: readonly Fragment[]): Leader {
  const x0 = (fragments[0] as Fragment).x0;
  const x1 = (fragments.at(-1) as Fragment).x1;
  const count = fragments.reduce((n, f) => n + f.text.replace(/\s/g, '').replaceAll('…', '...').length, 0);
  const glyphs = fragments.flatMap(({ run, glyphs, x0: start }) => {
    const first = glyphs[0];
    return glyphs.map((g) => ({
      operator: run.operator.id,
      index: g.index,
      x: start + (first ? Math.hypot(g.x0 - first.x0, g.y0 - first.y0) : 0),
    }));
  });
  return { x0, x1, pitch: (x1 - x0) / Math.max(1, count), dots: glyphs };
}

class LineBuilder {
  readonly #fragments: Fragment[];
  readonly #item: boolean;
  #text: string;
  #main: Fragment;
  #x1: number;

  constructor(fragments: readonly Fragment[], item = false) {
    const first = fragments[0] as Fragment;
    this.#fragments = [...fragments];
    this.#item = item;
    this.#text = fragments.map((f) => f.text).join('');
    this.#main = first;
    this.#x1 = (fragments.at(-1) as Fragment).x1;
  }

  /** In ems. */
  gapTo(fragment: Fragment): number {
    return (fragment.x0 - this.#x1) / this.#main.size;
  }

  /** Is all it has so far the mark of the item that begins with `fragment`? */
  marks(fragment: Fragment): boolean {
    return marksItem(this.#text, this.gapTo(fragment));
  }

  takes(fragment: Fragment, blank: boolean, rulings: Rulings, stretched: boolean): boolean {
    const size = Math.max(fragment.size, this.#main.size);
    const gap = fragment.x0 - this.#x1;
    if (fragment.size > 1.7 * this.#main.size || fragment.size < 0.4 * this.#main.size) return false;
    if (gap >= (stretched ? JUSTIFIED_GAP : blank ? 1 : COLUMN_GAP) * size || gap <= -1.5 * size) return false;
    return !dividedVertically(rulings, this.#x1 - 0.5, fragment.x0 + 0.5, fragment.y + 0.3 * size);
  }

  add(fragment: Fragment, blank: boolean): void {
    const size = Math.max(fragment.size, this.#main.size);
    const spaced = /\s$/.test(this.#text) || /^\s/.test(fragment.text);
    if (fragment.x0 - this.#x1 > WORD_GAP * size && !spaced) this.#text += ' ';
    this.#text += fragment.text;
    this.#fragments.push(fragment);
    if (blank) return;
    this.#x1 = Math.max(this.#x1, fragment.x1);
    if (fragment.glyphs.length > this.#main.glyphs.length) this.#main = fragment;
  }

  build({ fixed = false, leader }: { fixed?: boolean; leader?: Leader }): Line {
    const main = this.#main;
    return {
      fragments: this.#fragments,
      x0: Math.min(...this.#fragments.filter((f) => f.text.trim() !== '').map((f) => f.x0)),
      x1: this.#x1,
      y: main.y,
      size: main.size,
      text: this.#text.replace(/\s+/g, ' ').trim(),
      main,
      fixed,
      item: this.#item,
      ...(leader ? { leader } : {}),
    };
  }
}
