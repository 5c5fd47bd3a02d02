import type { Verdict } from '../contract/index.ts';
import { html, type SafeHtml } from './escape.ts';
import { tone } from './icons.ts';
import { type GoodSide, scaleFor } from './scale.ts';

export interface Point {
  readonly value: number;
  readonly verdict: Verdict;
}

const HEIGHT = 44;
const PADDING = 5;

/**
 * Values over runs as a line with the limit, good side shaded, oldest first; the last one is a dot in its verdict's colour,
 * earlier ones show one only when they did not pass; an upright line before each point of `steps`. Decoration: what it shows stands beside it as text.
 */
export function sparkline(
  points: readonly (Point | undefined)[],
  limit: number | undefined,
  side: GoodSide | undefined,
  steps: readonly number[] = [],
): SafeHtml {
  const values = points.flatMap((point) => (point ? [point.value] : []));
  const scale = scaleFor(limit === undefined ? values : [...values, limit]);
  const x = (index: number) => (points.length === 1 ? 50 : 1.5 + (97 * index) / (points.length - 1));
  const y = (value: number) => HEIGHT - PADDING - ((HEIGHT - 2 * PADDING) * scale.at(value)) / 100;
  const drawn = points.flatMap((point, index) =>
    point ? [{ ...point, x: x(index), y: y(point.value), isLast: index === points.length - 1 }] : [],
  );
  const line = drawn.map((point) => `${point.x.toFixed(2)},${point.y.toFixed(2)}`).join(' ');
  const limitY = limit === undefined ? undefined : y(limit);
  return html`<svg class="spark" width="100%" height="${HEIGHT}" aria-hidden="true" focusable="false">
${limitY !== undefined && side && html`<rect class="good" x="0" width="100%" y="${(side === 'below' ? limitY : 0).toFixed(2)}" height="${(side === 'below' ? HEIGHT - limitY : limitY).toFixed(2)}"/>`}
${limitY !== undefined && html`<line class="limit" x1="0" x2="100%" y1="${limitY.toFixed(2)}" y2="${limitY.toFixed(2)}"/>`}
${steps.map((at) => html`<line class="step" x1="${x(at - 0.5).toFixed(2)}%" x2="${x(at - 0.5).toFixed(2)}%" y1="0" y2="${HEIGHT}"/>`)}
<svg x="0" y="0" width="100%" height="${HEIGHT}" viewBox="0 0 100 ${HEIGHT}" preserveAspectRatio="none"><polyline points="${line}"/></svg>
${drawn.filter((point) => point.isLast || point.verdict !== 'PASS').map((point) => html`<circle class="${tone(point.verdict)}" cx="${point.x.toFixed(2)}%" cy="${point.y.toFixed(2)}" r="${point.isLast ? 4.5 : 3}"/>`)}
</svg>`;
}
