import type { Report, ReportClause, ReportGate, Verdict } from '../contract/index.ts';
import { countVerdicts, worstFirst } from '../digest.ts';
import { count, formatDuration, VERDICT_WORDS } from '../format.ts';
import { html, type SafeHtml } from './escape.ts';
import { icon, tone, verdictIcon } from './icons.ts';

const OUTCOMES = {
  ran: { word: 'ran', tone: 'is-ran' },
  failed: { word: 'broke', tone: 'is-fail' },
  skipped: { word: 'did not run', tone: 'is-open' },
} as const;

const NICE_STEPS_MS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200].map((seconds) => seconds * 1000);

interface Span {
  readonly start: number;
  readonly length: number;
}

/** The time that the chart covers: the run, widened to hold every gate. */
function extent(report: Report): Span {
  const starts = [Date.parse(report.startedAt)];
  const ends = [Date.parse(report.finishedAt)];
  for (const gate of report.gates) {
    if (gate.startedAt === undefined) continue;
    starts.push(Date.parse(gate.startedAt));
    ends.push(Date.parse(gate.startedAt) + gate.durationMs);
  }
  const start = Math.min(...starts.filter(Number.isFinite));
  return { start, length: Math.max(1, Math.max(...ends.filter(Number.isFinite)) - start) };
}

function ticks(length: number): number[] {
  const step = NICE_STEPS_MS.find((candidate) => length / candidate <= 6) ?? length;
  return Array.from({ length: Math.floor(length / step) + 1 }, (_, index) => index * step);
}

function clock(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

function grid(length: number): SafeHtml {
  return html`${ticks(length).map((at) => html`<line class="grid" x1="${((100 * at) / length).toFixed(2)}%" x2="${((100 * at) / length).toFixed(2)}%" y1="0" y2="100%"/>`)}`;
}

function axis(length: number): SafeHtml {
  const labels = ticks(length).map((at) => {
    const x = (100 * at) / length;
    return html`<text x="${x.toFixed(2)}%" y="12" text-anchor="${x < 3 ? 'start' : x > 96 ? 'end' : 'middle'}">${clock(at)}</text>`;
  });
  return html`<svg class="axis" width="100%" height="16" aria-hidden="true" focusable="false">${labels}</svg>`;
}

function bar(gate: ReportGate, span: Span): SafeHtml {
  if (gate.startedAt === undefined)
    return html`<svg class="lane" width="100%" height="22" aria-hidden="true" focusable="false">${grid(span.length)}</svg>`;
  const x = (100 * (Date.parse(gate.startedAt) - span.start)) / span.length;
  const width = Math.max(0.5, (100 * gate.durationMs) / span.length);
  const shape = (kind: string) => html`<rect class="${kind}" x="${x.toFixed(2)}%" y="4" width="${width.toFixed(2)}%" height="14" rx="3"/>`;
  return html`<svg class="lane ${OUTCOMES[gate.outcome].tone}" width="100%" height="22" aria-hidden="true" focusable="false">${grid(span.length)}${shape('bar')}${gate.exclusive && shape('bar-alone')}</svg>`;
}

/** What the gate's clauses came out as. */
function judged(counts: Readonly<Record<Verdict, number>>): SafeHtml {
  const items = worstFirst(counts)
    .filter(([, n]) => n > 0)
    .map(
      ([verdict, n]) =>
        html`<li class="verdict ${tone(verdict)}">${verdictIcon(verdict)}<span>${n} <span class="word">${VERDICT_WORDS[verdict].toLowerCase()}</span></span></li>`,
    );
  return html`<ul class="judged">${items}</ul>`;
}

function row(gate: ReportGate, span: Span, clauses: readonly ReportClause[]): SafeHtml {
  const outcome = OUTCOMES[gate.outcome];
  const start = gate.startedAt === undefined ? '–' : clock(Date.parse(gate.startedAt) - span.start);
  return html`<tr role="row"><th role="rowheader" scope="row"><span>${gate.title}</span><span class="mono id">${gate.id}</span>${gate.exclusive && html`<span class="tag alone">${icon('alone')}runs alone</span>`}</th>
<td role="cell" class="t-lane">${bar(gate, span)}</td>
<td role="cell" class="number" data-label="Start">${start}</td><td role="cell" class="number" data-label="Took">${gate.startedAt === undefined ? '–' : formatDuration(gate.durationMs)}</td>
<td role="cell" class="t-outcome"><span class="outcome ${outcome.tone}">${outcome.word}</span>${judged(countVerdicts(clauses))}${gate.reason !== '' && html`<span class="reason">${gate.reason}</span>`}</td></tr>`;
}

/** When each gate ran, as a chart whose table is its own text alternative. */
export function timeline(report: Report): SafeHtml {
  const started = report.gates.filter((gate) => gate.startedAt !== undefined);
  const gates = [
    ...started.sort((a, b) => Date.parse(a.startedAt ?? '') - Date.parse(b.startedAt ?? '')),
    ...report.gates.filter((gate) => gate.startedAt === undefined),
  ];
  const span = extent(report);
  const clauses = report.criteria.flatMap((criterion) => criterion.clauses);
  const sum = started.reduce((total, gate) => total + gate.durationMs, 0);
  const alone = started.filter((gate) => gate.exclusive).length;
  return html`<section id="timeline" aria-labelledby="timeline-title"><h2 id="timeline-title">Timeline of gates</h2>
<p class="lead">${count(started.length, 'gate')} ran in ${formatDuration(span.length)}${sum > span.length && `; one after the other they would have taken ${formatDuration(sum)}`}. ${alone > 0 && `${count(alone, 'gate')} that ${alone === 1 ? 'measures' : 'measure'} time ran alone (striped).`}</p>
${
  gates.length > 0 &&
  html`<table role="table" class="timeline"><caption class="sr">Gates in the order they started, minutes and seconds after the run began</caption>
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Gate</th><th role="columnheader" scope="col" class="t-lane"><span class="sr">Chart</span>${axis(span.length)}</th><th role="columnheader" scope="col" class="number">Start</th><th role="columnheader" scope="col" class="number">Took</th><th role="columnheader" scope="col">Outcome</th></tr></thead>
<tbody role="rowgroup">${gates.map((gate) =>
    row(
      gate,
      span,
      clauses.filter((clause) => clause.gate === gate.id),
    ),
  )}</tbody></table>`
}
</section>`;
}
