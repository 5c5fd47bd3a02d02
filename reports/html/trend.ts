import type { PastRun, Report, ReportClause } from '../contract/index.ts';
import { type AreaDigest, type Digest, WORST_FIRST } from '../digest.ts';
import { areaName, count, formatQuantity, formatTime } from '../format.ts';
import { html, type SafeHtml } from './escape.ts';
import { tone, verdictIcon } from './icons.ts';
import { promiseLink, verdictTag } from './parts.ts';
import { goodSideOf } from './scale.ts';
import { type Point, sparkline } from './sparkline.ts';

/** More would be a smear in a drawing as wide as a thumb. */
const MOST_RUNS = 30;

/** Verdicts of the runs before this one and of this one, oldest first. */
function verdicts(runs: readonly PastRun[], report: Report): SafeHtml {
  const all = [...runs, { ...report, isThis: true }];
  const items = all.map((run) => {
    const isThis = 'isThis' in run;
    return html`<li class="${tone(run.verdict)}${isThis && ' this'}"${isThis && html` aria-current="true"`} title="${formatTime(run.startedAt)}, commit ${run.commit.slice(0, 12)}">${verdictIcon(run.verdict)}<span class="sr">${run.verdict}, ${formatTime(run.startedAt)}${isThis && ', this run'}</span></li>`;
  });
  return html`<ol class="verdicts" aria-label="Verdicts of runs, oldest first">${items}</ol>`;
}

/** How far the last value lies from the one before, and whether that is the good way. */
function change(now: number, before: number, side: 'below' | 'above' | undefined): SafeHtml {
  if (now === before) return html`as in the run before`;
  const ratio = before === 0 ? undefined : Math.abs((100 * (now - before)) / before);
  const share = ratio === undefined ? '' : ` ${ratio < 10 ? ratio.toFixed(1) : Math.round(ratio)}\u00a0%`;
  const better = side && now < before === (side === 'below') ? 'better' : side ? 'worse' : 'other';
  return html`${now > before ? '↑' : '↓'}${share} ${better} than the run before`;
}

/** Where the level changed, by place among the drawn runs (their number: this run), with the words for it. */
function stepsOf(clause: ReportClause, report: Report, runs: readonly PastRun[], quantity: (n: number) => string) {
  const { runs: all = [], steps = [] } = report.history ?? {};
  return steps
    .filter((step) => step.clause === clause.id)
    .map(({ run, before, after }) => ({
      at: run - (all.length - runs.length),
      text: html`Level changed from ${quantity(before)} to ${quantity(after)} with ${run < all.length ? html`the run of ${formatTime(all[run]?.startedAt ?? '')}` : 'this run'}`,
    }))
    .filter(({ at }) => at > 0 && at <= runs.length);
}

function card(clause: ReportClause, report: Report, runs: readonly PastRun[]): SafeHtml | undefined {
  const { measured, limit } = clause;
  if (!measured) return undefined;
  const past = runs.map((run): Point | undefined => {
    const value = run.values[clause.id];
    return value?.unit === measured.unit ? value : undefined;
  });
  const earlier = past.filter((point) => point !== undefined);
  const last = earlier.at(-1);
  if (!last) return undefined;
  const side = goodSideOf(clause);
  const values = [...earlier.map(({ value }) => value), measured.value];
  const quantity = (n: number) => formatQuantity(Number(n.toPrecision(4)), measured.unit);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const runsSaid = count(values.length, 'run');
  const range = least === most ? `the same in all ${runsSaid}` : `${quantity(least)} to ${quantity(most)} in ${runsSaid}`;
  const steps = stepsOf(clause, report, runs, quantity);
  const marks = steps.map(({ at }) => at);
  return html`<li class="trend-card"><p class="trend-head">${verdictTag(clause.verdict)}${promiseLink(clause.id, report)}</p>
<p class="trend-text">${clause.text}</p>
${sparkline([...past, { value: measured.value, verdict: clause.verdictBeforeWaiver }], limit, side, marks)}
<p class="trend-value"><strong>${formatQuantity(measured.value, measured.unit, limit)}</strong> <span>${clause.threshold}</span></p>
<p class="trend-note">${least !== most && html`${change(measured.value, last.value, side)}; `}${range}</p>${steps.map(({ text }) => html`<p class="trend-note step">${text}</p>`)}</li>`;
}

function areaTrend({ area, criteria }: AreaDigest, report: Report, runs: readonly PastRun[]): SafeHtml | undefined {
  const clauses = criteria.flatMap((criterion) => criterion.clauses);
  const cards = [...clauses]
    .sort((a, b) => WORST_FIRST.indexOf(a.verdict) - WORST_FIRST.indexOf(b.verdict))
    .map((clause) => card(clause, report, runs))
    .filter((one) => one !== undefined);
  if (cards.length === 0) return undefined;
  return html`<details class="trend-area" open><summary><h3>${areaName(area)}</h3><span class="tally">${count(cards.length, 'measured promise')}</span></summary><ul class="trend-cards">${cards}</ul></details>`;
}

/** How verdict and measured values moved over the runs before this one. */
export function trend(report: Report, digest: Digest): SafeHtml {
  const all = report.history?.runs ?? [];
  const runs = all.slice(-MOST_RUNS);
  const empty =
    report.history === undefined
      ? 'No history was kept for this run.'
      : `No whole run of the ${report.stage} stage came before this one: from the next one on, every measured promise has a line here.`;
  return html`<section id="trend" aria-labelledby="trend-title"><h2 id="trend-title">Trend over runs</h2>
${
  runs.length === 0
    ? html`<p class="calm">${empty}</p>`
    : html`<p class="lead">${all.length > runs.length ? `The last ${runs.length} of ${all.length}` : count(runs.length, 'whole run')} of the ${report.stage} stage before this one, oldest on the left. Values are drawn against their limit, with the good side shaded; a dashed upright line is where the level changed for good (Pettitt’s test).</p>
${verdicts(runs, report)}
${digest.areas.map((area) => areaTrend(area, report, runs))}`
}
</section>`;
}
