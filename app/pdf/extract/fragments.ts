import { apply, type Matrix } from '../geometry.ts';
import type { Glyph, GlyphRun } from './content.ts';
import { LEADING_BULLET } from './list-marks.ts';

/** Glyphs of one run that stay together, in the turned plane where their text runs along the x axis. */
export interface Fragment {
  readonly run: GlyphRun;
  readonly glyphs: readonly Glyph[];
  readonly x0: number;
  readonly x1: number;
  /** Baseline. */
  readonly y: number;
  readonly size: number;
  readonly text: string;
  /** Of each of the text's UTF-16 units the glyph, by its place in `run.glyphs`; -1 for a space nobody wrote. */
  readonly owners: readonly number[];
  /** Dots or underscores that only lead the eye, or mark a place to write on. */
  readonly leader: boolean;
}

/** A gap this wide (of an em), beyond the usual letter spacing, is a space nobody wrote. */
const WORD_GAP = 0.16;
/** `\s*` between dots: TeX and word processors space them. */
const LEADER = /(?:[.·…]\s*){4,}|(?:_\s*){3,}/g;
const LEADER_SIGN = /[.·…_]/;
const ONLY_LEADER_SIGNS = /^[\s.·…_]+$/;

/** Cuts a run where leaders begin and end, and behind a bullet. */
export function fragmentsOf(run: GlyphRun, toLocal: Matrix): Fragment[] {
  const { text, owners } = spell(run.glyphs, run.fontSize);
  const cuts: { from: number; to: number; leader: boolean }[] = [];
  let at = LEADING_BULLET.exec(text)?.[0].length ?? 0;
  if (at > 0) cuts.push({ from: 0, to: at, leader: false });
  for (const match of LEADER_SIGN.test(text) ? text.matchAll(LEADER) : []) {
    if (match.index < at) continue;
    if (match.index > at) cuts.push({ from: at, to: match.index, leader: false });
    at = match.index + match[0].length;
    cuts.push({ from: match.index, to: at, leader: true });
  }
  if (at < text.length || cuts.length === 0) cuts.push({ from: at, to: text.length, leader: false });
  const fragments: Fragment[] = [];
  for (const { from, to, leader } of cuts) {
    const own = cuts.length === 1 ? owners : owners.slice(from, to);
    const indices = new Set(cuts.length === 1 ? [] : own);
    const glyphs = cuts.length === 1 ? run.glyphs : run.glyphs.filter((_, i) => indices.has(i));
    const fragment = glyphs.length > 0 ? place(run, glyphs, { text: text.slice(from, to), owners: own, leader }, toLocal) : undefined;
    if (fragment) fragments.push(fragment);
  }
  return fragments;
}

/** Is it made of leader signs only, too few on their own? A row of such fragments is a leader too. */
export function couldLead(fragment: Fragment): boolean {
  return ONLY_LEADER_SIGNS.test(fragment.text) && fragment.text.trim() !== '';
}

/** Points by which text may reach into the gap that other text stands in. */
const TIGHT = 0.5;

/** In two pieces, where it leaves a gap that `other` stands in; undefined where it leaves none. */
export function cutAround(fragment: Fragment, other: Fragment): readonly [Fragment, Fragment] | undefined {
  const { run, glyphs, text, owners, x0 } = fragment;
  const origin = glyphs[0] as Glyph;
  const along = (x: number, y: number) => x0 + Math.hypot(x - origin.x0, y - origin.y0);
  const isSeen = (glyph: Glyph) => glyph.text.trim() !== '';
  const middle = (other.x0 + other.x1) / 2;
  const cut = glyphs.findIndex((g) => isSeen(g) && along(g.x0, g.y0) > middle);
  const behind = glyphs[cut];
  const before = glyphs.slice(0, Math.max(0, cut)).findLast(isSeen);
  if (!behind || !before) return undefined;
  const start = along(behind.x0, behind.y0);
  if (along(before.x1, before.y1) > other.x0 + TIGHT || start < other.x1 - TIGHT) return undefined;
  const unit = owners.indexOf(run.glyphs.indexOf(behind));
  const last = glyphs[cut - 1] as Glyph;
  // The space that nobody wrote is filled.
  const end = owners[unit - 1] === -1 ? unit - 1 : unit;
  return [
    {
      ...fragment,
      glyphs: glyphs.slice(0, cut),
      x1: Math.min(along(last.x1, last.y1), other.x0),
      text: text.slice(0, end),
      owners: owners.slice(0, end),
    },
    { ...fragment, glyphs: glyphs.slice(cut), x0: start, text: text.slice(unit), owners: owners.slice(unit) },
  ];
}

function place(
  run: GlyphRun,
  glyphs: readonly Glyph[],
  spelled: Pick<Fragment, 'text' | 'owners' | 'leader'>,
  toLocal: Matrix,
): Fragment | undefined {
  const first = glyphs[0] as Glyph;
  const last = glyphs.at(-1) as Glyph;
  const [a, y] = apply(toLocal, first.x0, first.y0);
  const [b] = apply(toLocal, last.x1, last.y1);
  if (![a, b, y].every(Number.isFinite)) return undefined;
  return { run, glyphs, x0: Math.min(a, b), x1: Math.max(a, b), y, size: run.fontSize || 1, ...spelled };
}

/** The run's text with the spaces that only the positions tell; `owners` gives each UTF-16 unit's glyph, -1 for those. */
function spell(glyphs: readonly Glyph[], size: number): { text: string; owners: number[] } {
  // Between each glyph and the next one.
  const gaps = new Float64Array(Math.max(0, glyphs.length - 1));
  for (let i = 0; i < gaps.length; i++) gaps[i] = distance(glyphs[i] as Glyph, glyphs[i + 1] as Glyph);
  const usual = gaps.length > 3 ? Math.max(0, gaps.toSorted()[gaps.length >> 1] as number) : 0;
  let text = '';
  const owners: number[] = [];
  for (let i = 0; i < glyphs.length; i++) {
    const glyph = glyphs[i] as Glyph;
    const gap = i > 0 ? (gaps[i - 1] as number) : 0;
    if (gap > usual + WORD_GAP * size && !/\s$/.test(text) && !/^\s/.test(glyph.text)) {
      text += ' ';
      owners.push(-1);
    }
    text += glyph.text;
    for (let k = 0; k < glyph.text.length; k++) owners.push(i);
  }
  return { text, owners };
}

/** From one glyph's end to the next one's start, along the first one's direction. */
function distance(from: Glyph, to: Glyph): number {
  const dx = from.x1 - from.x0;
  const dy = from.y1 - from.y0;
  const length = Math.sqrt(dx * dx + dy * dy);
  if (length === 0) return Math.hypot(to.x0 - from.x1, to.y0 - from.y1);
  return ((to.x0 - from.x1) * dx + (to.y0 - from.y1) * dy) / length;
}
