import type { ReportClause } from '../contract/index.ts';
import { formatQuantity } from '../format.ts';
import { html, type SafeHtml } from './escape.ts';
import { tone } from './icons.ts';
import { type GoodSide, goodSideOf, type Scale, scaleFor } from './scale.ts';

const percent = (n: number) => `${Number(n.toFixed(2))}%`;

function label(x: number): string {
  return x < 22 ? 'start' : x > 78 ? 'end' : 'middle';
}

function describe(clause: ReportClause, scale: Scale, side: GoodSide | undefined): string {
  const { measured, limit } = clause;
  if (!measured || limit === undefined) return '';
  const quantity = (n: number) => formatQuantity(n, measured.unit, n === limit ? undefined : limit);
  const interval = measured.ci ? ` (interval ${quantity(measured.ci[0])} to ${quantity(measured.ci[1])})` : '';
  const where = measured.value === limit ? 'on' : measured.value < limit ? 'below' : 'above';
  const good = side === undefined ? (clause.direction === 'exactly' ? '; good is exactly on it' : '') : `; good is ${side} it`;
  return `${quantity(measured.value)}${interval}, ${where} the limit ${quantity(limit)}${good}. ${scale.kind === 'log' ? 'Logarithmic scale' : 'Scale'} from ${quantity(scale.low)} to ${quantity(scale.high)}.`;
}

/**
 * A measurement against its limit: the interval as a bar, the limit as a line with the good side shaded, the value as
 * a dot. Nothing when there is no number to draw. Positions are percentages, so it grows and shrinks with its cell.
 */
export function gauge(clause: ReportClause): SafeHtml | undefined {
  const { measured, limit } = clause;
  if (!measured || limit === undefined) return undefined;
  const points = [measured.value, limit, ...(measured.ci ?? [])];
  if (points.some((point) => !Number.isFinite(point)) || points.every((point) => point === 0)) return undefined;
  const side = goodSideOf(clause);
  const scale = scaleFor(points, measured.unit === 'share' ? 1 : undefined);
  const x = scale.at(limit);
  const [from, to] = side === 'below' ? [0, x] : [x, 100];
  const end = (n: number) => formatQuantity(Number(n.toPrecision(3)), measured.unit);
  const ends = scale.kind === 'log' || scale.zoomed;
  return html`<svg class="gauge ${tone(clause.verdictBeforeWaiver)}" role="img" aria-label="${describe(clause, scale, side)}" height="${ends ? 44 : 32}" width="100%">
<rect class="track" x="0" y="20" width="100%" height="6" rx="3"/>
${side && html`<rect class="good" x="${percent(from)}" y="20" width="${percent(to - from)}" height="6" rx="3"/>`}
${measured.ci && html`<rect class="interval" x="${percent(scale.at(measured.ci[0]))}" y="17" width="${percent(Math.max(0.6, scale.at(measured.ci[1]) - scale.at(measured.ci[0])))}" height="12" rx="3"/>`}
<line class="limit" x1="${percent(x)}" x2="${percent(x)}" y1="13" y2="31"/>
<text class="limit-label" x="${percent(x)}" y="9" text-anchor="${label(x)}">limit ${formatQuantity(limit, measured.unit)}</text>
<circle class="dot" cx="${percent(scale.at(measured.value))}" cy="23" r="5"/>
${ends && html`<text class="end" x="0" y="42">${end(scale.low)}</text><text class="end" x="50%" y="42" text-anchor="middle">${scale.kind === 'log' ? 'log scale' : 'zoomed in'}</text><text class="end" x="100%" y="42" text-anchor="end">${end(scale.high)}</text>`}
</svg>`;
}
