import type { RunVerdict } from '../contract/index.ts';
import { count, formatTime } from '../format.ts';
import type { HistoryEntry } from '../history.ts';
import { html, relativeHref, type SafeHtml } from '../html/escape.ts';
import { tone, verdictIcon } from '../html/icons.ts';
import { readSheets, shell } from '../html/shell.ts';

const STYLE = readSheets(['base', 'top', 'sections', 'tables', 'trend', 'index', 'narrow', 'print']);

/** A row of the index: a run of the history, and whether its report is still in its folder. */
export interface IndexedRun
  extends Pick<HistoryEntry, 'runId' | 'commit' | 'startedAt' | 'verdict' | 'stage' | 'target' | 'dir' | 'verdicts'> {
  readonly hasReport: boolean;
}

function verdict(word: RunVerdict): SafeHtml {
  return html`<span class="verdict ${tone(word)}">${verdictIcon(word)}<span>${word}</span></span>`;
}

function tally({ verdicts }: IndexedRun): string {
  const all = Object.values(verdicts);
  const open = all.filter((one) => one === 'INCONCLUSIVE').length;
  const parts = [
    [all.filter((one) => one === 'FAIL').length, 'fail'],
    [open, 'undecided'],
    [all.filter((one) => one === 'WAIVED').length, 'waived'],
    [all.filter((one) => one === 'PASS').length, 'pass'],
  ] as const;
  return parts.flatMap(([n, word]) => (n > 0 ? [`${n}\u00a0${word}`] : [])).join(', ') || 'nothing judged';
}

function row(run: IndexedRun): SafeHtml {
  const href = run.hasReport ? relativeHref(`${run.dir}/report.html`) : undefined;
  return html`<tr role="row"><td role="cell" data-label="Verdict">${verdict(run.verdict)}</td>
<th role="rowheader" scope="row">${href ? html`<a href="${href}">${formatTime(run.startedAt)}</a>` : html`<strong>${formatTime(run.startedAt)}</strong>`}<span class="mono id">${run.runId}</span>${!href && html`<span class="note">its report is not here any more</span>`}</th>
<td role="cell" data-label="Commit" class="mono">${run.commit.slice(0, 12)}</td><td role="cell" data-label="Target">${run.target}</td><td role="cell" data-label="Promises">${tally(run)}</td></tr>`;
}

/** The verdicts of one stage as a strip, oldest first, as the report itself shows them. */
function strip(runs: readonly IndexedRun[]): SafeHtml {
  const items = runs
    .slice(0, 30)
    .reverse()
    .map(
      (run) =>
        html`<li class="${tone(run.verdict)}" title="${formatTime(run.startedAt)}">${verdictIcon(run.verdict)}<span class="sr">${run.verdict}, ${formatTime(run.startedAt)}</span></li>`,
    );
  return html`<ol class="verdicts" aria-label="Verdicts, oldest first">${items}</ol>`;
}

function stage(name: string, runs: readonly IndexedRun[]): SafeHtml {
  const title = `${name[0]?.toUpperCase() ?? ''}${name.slice(1)}`;
  const lastGo = runs.find((run) => run.verdict === 'GO');
  return html`<section id="${name}" aria-labelledby="${name}-title"><h2 id="${name}-title">${title}</h2>
<p class="lead">${count(runs.length, 'whole run')}. ${lastGo ? html`Last GO: ${formatTime(lastGo.startedAt)}, commit <span class="mono">${lastGo.commit.slice(0, 12)}</span>.` : 'There has been no GO yet.'}</p>
${strip(runs)}
<table role="table" class="plain runs"><caption class="sr">Runs of the ${name} stage, newest first</caption><thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Verdict</th><th role="columnheader" scope="col">Started</th><th role="columnheader" scope="col">Commit</th><th role="columnheader" scope="col">Target</th><th role="columnheader" scope="col">Promises</th></tr></thead><tbody role="rowgroup">${runs.map(row)}</tbody></table></section>`;
}

const STAGES = ['candidate', 'launch', 'beta'] as const;

/** All past whole runs as one page without a script, newest first, one section for each stage. */
export function renderIndex(runs: readonly IndexedRun[]): string {
  const newestFirst = [...runs].sort((a, b) => b.startedAt.localeCompare(a.startedAt));
  const found = STAGES.map((name) => ({ name, runs: newestFirst.filter((run) => run.stage === name) })).filter(
    (one) => one.runs.length > 0,
  );
  const [latest] = newestFirst;
  return shell({
    title: 'Runs · TransKeep readiness',
    style: STYLE,
    skip: 'Skip to the runs',
    sections: found.map(({ name }) => [name, `${name[0]?.toUpperCase()}${name.slice(1)}`] as const),
    main: html`<div class="index-head"><h1>Runs</h1>${latest ? html`<p class="lead">The newest of ${count(runs.length, 'whole run')}: ${verdict(latest.verdict)}, ${latest.stage}, ${formatTime(latest.startedAt)}.</p>` : html`<p class="calm">No whole run has been finished yet. <code>npm run readiness</code> makes one.</p>`}</div>
${found.map((one) => stage(one.name, one.runs))}`,
    footer: html`<p>Runs of a whole stage under full load; partial ones are in their folders only.</p>`,
  });
}
