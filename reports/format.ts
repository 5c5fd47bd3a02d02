import type { Verdict } from './contract/index.ts';

/** Keeps a number and its unit on one line. */
const NBSP = '\u00a0';
const DAY_SECONDS = 86_400;

export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  PASS: 'Pass',
  FAIL: 'Fail',
  INCONCLUSIVE: 'Inconclusive',
  WAIVED: 'Waived',
};

const AREA_NAMES: Readonly<Record<string, string>> = {
  DEP: 'Deployment',
  PERF: 'Performance',
  SEC: 'Security',
  QA: 'Quality assurance',
  BETA: 'Beta launch',
};

/** "SEC" → "Security"; an area this version does not know keeps its own code. */
export function areaName(area: string): string {
  return AREA_NAMES[area] ?? area;
}

// Formatters are made once: making one takes longer than all that it ever formats.
const WHOLE = new Intl.NumberFormat('en-GB');
const ROUNDED = Array.from(
  { length: 16 },
  (_, digits) => new Intl.NumberFormat('en-GB', { maximumSignificantDigits: Math.max(1, digits) }),
);
const DATE = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

function group(value: number, digits: number): string {
  return Number.isInteger(value) ? WHOLE.format(value) : (ROUNDED[digits] ?? WHOLE).format(value);
}

/** 0.0123 `share` → "1.23 %", 0.31 `s` → "0.31 s". A value never rounds onto its limit: digits are added until the two differ. */
export function formatQuantity(value: number, unit: string, limit?: number): string {
  const inDays = unit === 's' && Math.min(Math.abs(value), Math.abs(limit ?? value)) >= 2 * DAY_SECONDS;
  const factor = unit === 'share' ? 100 : inDays ? 1 / DAY_SECONDS : 1;
  const shown = unit === 'share' ? '%' : inDays ? 'days' : unit;
  const suffix = shown === '' ? '' : `${NBSP}${shown}`;
  let digits = 4;
  const scaled = (n: number) => Number((n * factor).toPrecision(15));
  if (limit !== undefined && limit !== value) {
    while (digits < 15 && group(scaled(value), digits) === group(scaled(limit), digits)) digits += 1;
  }
  return group(scaled(value), digits) + suffix;
}

/** Milliseconds in, "850 ms", "12.4 s", "3 min 12 s" or "1 h 04 min" out; "unknown" for anything that is not a duration. */
export function formatDuration(ms: number): string {
  if (!Number.isFinite(ms) || ms < 0) return 'unknown';
  if (ms < 1000) return `${Math.round(ms)}${NBSP}ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)}${NBSP}s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)}${NBSP}min ${String(seconds % 60).padStart(2, '0')}${NBSP}s`;
  return `${Math.floor(seconds / 3600)}${NBSP}h ${String(Math.floor((seconds % 3600) / 60)).padStart(2, '0')}${NBSP}min`;
}

/** ISO time in, "22 Nov 2026, 15:03:12 UTC" out; what is no time stays as it is. */
export function formatTime(iso: string): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return iso;
  return `${DATE.format(time)}, ${time.toISOString().slice(11, 19)}${NBSP}UTC`;
}

/** ISO date or time in, "22 Nov 2026" out; what is neither stays as it is. */
export function formatDate(iso: string): string {
  const time = new Date(iso);
  if (!/^\d{4}-\d\d-\d\d/.test(iso) || Number.isNaN(time.getTime())) return iso;
  return DATE.format(time);
}

/** Milliseconds between two ISO times; NaN when either is none. */
export function millisecondsBetween(from: string, to: string): number {
  return Date.parse(to) - Date.parse(from);
}

/** "1 criterion", "3 criteria". */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${WHOLE.format(n)}${NBSP}${n === 1 ? one : many}`;
}
