import type { FlameGraph, Frame } from '../exhibits/cpu-profile.ts';
import { formatDuration } from '../format.ts';
import { html, type SafeHtml } from './escape.ts';

const ROW = 18;
/** Narrower frames cannot be seen, and there are thousands of them. */
const NARROWEST_PERCENT = 0.25;
const MOST_FRAMES = 700;
const DEEPEST = 28;
const ORIGINS = { own: 'our code', library: 'library', engine: 'engine' } as const;

interface Placed {
  readonly frame: Frame;
  readonly x: number;
  readonly width: number;
  readonly depth: number;
}

/** Frames breadth first, so that the bound on their number cuts the tips and not whole branches. */
function place(root: Frame): Placed[] {
  const placed: Placed[] = [{ frame: root, x: 0, width: 100, depth: 0 }];
  for (let index = 0; index < placed.length && placed.length < MOST_FRAMES; index++) {
    const { frame, x, depth } = placed[index] as Placed;
    if (depth + 1 >= DEEPEST) continue;
    let left = x;
    for (const child of [...frame.children].sort((a, b) => b.totalMs - a.totalMs)) {
      const width = (100 * child.totalMs) / root.totalMs;
      if (width >= NARROWEST_PERCENT && placed.length < MOST_FRAMES) placed.push({ frame: child, x: left, width, depth: depth + 1 });
      left += width;
    }
  }
  return placed;
}

function box({ frame, x, width, depth }: Placed, all: number): SafeHtml {
  const share = ((100 * frame.totalMs) / all).toFixed(1);
  const label = width > 2.5 && html`<text x="4" y="13">${frame.name}</text>`;
  return html`<svg class="from-${frame.origin}" x="${x.toFixed(2)}%" y="${depth * ROW}" width="${width.toFixed(2)}%" height="${ROW - 1}"><title>${frame.name} ${frame.where}: ${formatDuration(frame.totalMs)}, ${share} %</title><rect width="100%" height="100%"/>${label}</svg>`;
}

/** Where processor time went: callers above what they call, as wide as their time; the table says the same in figures. */
export function flameGraph(name: string, graph: FlameGraph): SafeHtml {
  const placed = place(graph.root);
  const depth = Math.max(...placed.map((one) => one.depth)) + 1;
  const all = graph.root.totalMs;
  const idle = (100 * graph.idleMs) / (graph.idleMs + all);
  const rows = graph.hottest.map(
    (frame) =>
      html`<tr role="row"><th role="rowheader" scope="row"><span class="mono fn">${frame.name}</span><span class="mono id">${frame.where || ORIGINS[frame.origin]}</span></th><td role="cell" class="number" data-label="Itself">${formatDuration(frame.selfMs)}</td><td role="cell" class="number" data-label="Share">${((100 * frame.selfMs) / all).toFixed(1)} %</td></tr>`,
  );
  return html`<figure class="flame"><figcaption>${formatDuration(all)} of processor time in ${graph.samples.toLocaleString('en-GB')} samples${idle >= 1 && `, beside ${idle.toFixed(0)} % idle`}. <span class="key"><i class="from-own"></i>${ORIGINS.own} <i class="from-library"></i>${ORIGINS.library} <i class="from-engine"></i>${ORIGINS.engine}</span></figcaption>
<svg class="flames" width="100%" height="${depth * ROW}" role="img" aria-label="Flame graph of ${name}; the table below names the functions that took the most time">${placed.map((one) => box(one, all))}</svg>
<table role="table" class="plain hottest"><caption class="sr">Functions by their own time in ${name}</caption><thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Function</th><th role="columnheader" scope="col" class="number">Itself</th><th role="columnheader" scope="col" class="number">Share</th></tr></thead><tbody role="rowgroup">${rows}</tbody></table></figure>`;
}
