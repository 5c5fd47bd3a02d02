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

const WAITED_FOR: Readonly<Record<string, string>> = { system: 'the system’s start', quiet: 'a quiet machine' };

/** Of more waits than these the shortest are told as one: in a full run a gate may have waited for ten others. */
const MOST_WAITS = 3;

/** What a gate waited for, in words, longest first; a wait of less than a second is none. */
function waits(gate: ReportGate): SafeHtml | undefined {
  const told = (gate.waited ?? []).filter(({ ms }) => ms >= 1000);
  if (told.length === 0) return undefined;
  const shown = told.length > MOST_WAITS + 1 ? told.slice(0, MOST_WAITS) : told;
  const items = shown.map(({ on, ms }) => html`${WAITED_FOR[on] ?? html`<span class="mono">${on}</span>`} ${formatDuration(ms)}`);
  return html`<span class="waited">waited for ${items.map((item, index) => html`${index > 0 && ', '}${item}`)}${othersOf(told.slice(shown.length))}</span>`;
}

function othersOf(waits: readonly { ms: number }[]): string {
  return waits.length === 0 ? '' : `, and ${waits.length} others ${formatDuration(waits.reduce((sum, { ms }) => sum + ms, 0))}`;
}

/** The last stretch before the start, in which the gate waited; what came before is the wait of others. */
function waitBar(gate: ReportGate, start: number, span: Span): SafeHtml | undefined {
  const quiet = (gate.waited ?? []).filter(({ on }) => on === 'quiet').reduce((sum, { ms }) => sum + ms, 0);
  const from = Math.max(0, start - (100 * quiet) / span.length);
  if (!(start - from > 0.1)) return undefined;
  return html`<rect class="quiet" x="${from.toFixed(2)}%" y="9" width="${(start - from).toFixed(2)}%" height="4"/>`;
}

function bar(gate: ReportGate, span: Span, critical: boolean): SafeHtml {
  if (gate.startedAt === undefined)
    return html`<svg class="lane" width="100%" height="22" aria-hidden="true" focusable="false">${grid(span.length)}</svg>`;
  const x = (100 * (Date.parse(gate.startedAt) - span.start)) / span.length;
  const width = Math.max(0.5, (100 * gate.durationMs) / span.length);
  const shape = (kind: string) => html`<rect class="${kind}" x="${x.toFixed(2)}%" y="4" width="${width.toFixed(2)}%" height="14" rx="3"/>`;
  return html`<svg class="lane ${OUTCOMES[gate.outcome].tone}" width="100%" height="22" aria-hidden="true" focusable="false">${grid(span.length)}${waitBar(gate, x, span)}${shape('bar')}${gate.exclusive && shape('bar-alone')}${critical && shape('bar-critical')}</svg>`;
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

function row(gate: ReportGate, span: Span, clauses: readonly ReportClause[], critical: boolean): SafeHtml {
  const outcome = OUTCOMES[gate.outcome];
  const start = gate.startedAt === undefined ? '–' : clock(Date.parse(gate.startedAt) - span.start);
  return html`<tr role="row"><th role="rowheader" scope="row"><span>${gate.title}</span><span class="mono id">${gate.id}</span>${(gate.exclusive || critical || gate.shard) && html`<span class="tags">${gate.exclusive && html`<span class="tag alone">${icon('alone')}runs alone</span>`}${critical && html`<span class="tag critical">critical path</span>`}${gate.shard && html`<span class="tag">shard ${gate.shard}</span>`}</span>`}</th>
<td role="cell" class="t-lane">${bar(gate, span, critical)}</td>
<td role="cell" class="number" data-label="Start">${start}</td><td role="cell" class="number" data-label="Took">${gate.startedAt === undefined ? '–' : formatDuration(gate.durationMs)}</td>
<td role="cell" class="t-outcome"><span class="outcome ${outcome.tone}">${outcome.word}</span>${judged(countVerdicts(clauses))}${waits(gate)}${gate.outcome !== 'ran' && gate.reason !== '' && html`<span class="reason">${gate.reason}</span>`}</td></tr>`;
}

/** The gates of the critical path, in order; none where every gate is on it, as when they fill their slots: that would single out nothing. */
function singledOut({ plan, gates }: Report): readonly string[] {
  const path = plan?.criticalPath ?? [];
  const others = gates.filter(({ id, startedAt }) => startedAt !== undefined && id !== 'system-start' && !path.includes(id));
  return others.length > 0 ? path : [];
}

/** How much longer the run took than its longest chain had to. */
function pace(report: Report): SafeHtml | undefined {
  const { plan } = report;
  if (!plan || !(plan.criticalPathMs > 0)) return undefined;
  const steps = singledOut(report).map((id) => html`<li class="mono">${id}</li>`);
  return html`<p class="pace"><strong>${(plan.wallMs / plan.criticalPathMs).toFixed(2)} × its critical path</strong>: ${formatDuration(plan.wallMs)} against ${formatDuration(plan.criticalPathMs)} for ${plan.limitedBy ?? 'the longest chain of dependencies and of what cannot run side by side'}.</p>${steps.length > 0 && html`<ol class="critical-path" aria-label="Critical path">${steps}</ol>`}`;
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
  const path = singledOut(report);
  const alone = started.filter((gate) => gate.exclusive).length;
  return html`<section id="timeline" aria-labelledby="timeline-title"><h2 id="timeline-title">Timeline of gates</h2>
<p class="lead">${count(started.length, 'gate')} ran in ${formatDuration(span.length)}${sum > span.length && `; one after the other they would have taken ${formatDuration(sum)}`}. ${alone > 0 && `${count(alone, 'gate')} that ${alone === 1 ? 'measures' : 'measure'} time ran alone (striped).`}</p>
${pace(report)}
${
  gates.length > 0 &&
  html`<table role="table" class="timeline"><caption class="sr">Gates in the order they started, minutes and seconds after the run began</caption>
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Gate</th><th role="columnheader" scope="col" class="t-lane"><span class="sr">Chart</span>${axis(span.length)}</th><th role="columnheader" scope="col" class="number">Start</th><th role="columnheader" scope="col" class="number">Took</th><th role="columnheader" scope="col">Outcome</th></tr></thead>
<tbody role="rowgroup">${gates.map((gate) =>
    row(
      gate,
      span,
      clauses.filter((clause) => clause.gate === gate.id),
      path.includes(gate.id),
    ),
  )}</tbody></table>`
}
</section>`;
}
