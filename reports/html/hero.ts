import type { Report } from '../contract/index.ts';
import { type Digest, worstFirst } from '../digest.ts';
import { count, formatDate, formatDuration, formatTime, millisecondsBetween, VERDICT_WORDS } from '../format.ts';
import { anchor, html, type SafeHtml } from './escape.ts';
import { tone, verdictIcon } from './icons.ts';
import { shareBar } from './parts.ts';

const MOST_FAILURES = 4;
/** A reason longer than this goes on below: the first screen is for the verdict. */
const MOST_CHARACTERS = 160;
const STAGES = { candidate: 'Candidate', launch: 'Launch', beta: 'Beta' } as const;

/** The machine in one line, from what a run records of it. */
function machine({ os, cpus, memory }: Readonly<Record<string, string>>): string {
  return [cpus, memory, os].filter((part) => part !== undefined && part !== '').join(', ') || 'not recorded';
}

function signature({ signedBy }: Report): SafeHtml | string {
  if (signedBy === undefined) return 'not recorded';
  return signedBy === null ? html`<strong>no</strong>` : html`by key <span class="mono">${signedBy}</span>`;
}

function facts(report: Report, { proof }: Digest): SafeHtml {
  const took = formatDuration(millisecondsBetween(report.startedAt, report.finishedAt));
  const rows: readonly (readonly [string, SafeHtml | string])[] = [
    ['Stage', STAGES[report.stage]],
    ['Target', report.target],
    [
      'Commit',
      html`<span class="mono" title="${report.commit}">${report.commit.slice(0, 12)}</span>${report.dirty && html` <strong>with uncommitted changes</strong>`}`,
    ],
    ['Judged', report.selection === null ? 'the whole stage' : html`only <strong>${report.selection.join(', ') || 'nothing'}</strong>`],
    ['Started', formatTime(report.startedAt)],
    ['Took', `${took}${report.complete ? '' : ' until it stopped'}`],
    ...(report.resumedAt?.length ? [['Taken up again', report.resumedAt.map(formatTime).join('; ')] as const] : []),
    ['Machine', machine(report.environment)],
    ['Able to fail', html`<a href="#proof">${proof.faults.proven} of ${proof.faults.seeded}</a> seeded faults`],
    ['Signed', signature(report)],
    ['Run', html`<span class="mono">${report.runId}</span>`],
    ...(report.shards
      ? [
          [
            'Merged from',
            html`${report.shards.map(({ shard, runId }) => html`<span class="shard">${shard} <span class="mono">${runId}</span></span>`)}`,
          ] as const,
        ]
      : []),
  ];
  return html`<dl class="facts">${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

function counts(digest: Digest): SafeHtml {
  const total = Object.values(digest.criteria).reduce((sum, n) => sum + n, 0);
  const clauses = Object.values(digest.clauses).reduce((sum, n) => sum + n, 0);
  return html`<section class="counts" aria-labelledby="counts-title">
<h2 id="counts-title"><strong>${count(total, 'criterion', 'criteria')}</strong> made of ${count(clauses, 'promise')}</h2>
${shareBar(digest.criteria)}
<ul>${worstFirst(digest.criteria).map(
    ([verdict, n]) =>
      html`<li class="${tone(verdict)}${n === 0 && ' zero'}"><span class="number">${n}</span><span class="verdict ${tone(verdict)}">${verdictIcon(verdict)}<span>${VERDICT_WORDS[verdict]}</span></span></li>`,
  )}</ul>
</section>`;
}

function limits(report: Report): SafeHtml | undefined {
  const said = report.complete ? report.caps : ['The run is not complete: what did not run is inconclusive', ...report.caps];
  if (said.length === 0) return undefined;
  return html`<section class="caps" aria-labelledby="caps-title">
<h2 id="caps-title">${report.verdict === 'GO' ? 'What limits this run' : 'This run could not have been GO'}</h2>
<ul>${said.map((cap) => html`<li>${cap}</li>`)}</ul>
</section>`;
}

/** Cut at a word. */
function short(reason: string): string {
  if (reason.length <= MOST_CHARACTERS) return reason;
  const cut = reason.slice(0, MOST_CHARACTERS);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), MOST_CHARACTERS / 2)).toWellFormed()} …`;
}

/** The first failures in their own words, each a link to all there is about it. */
function failures(digest: Digest): SafeHtml | undefined {
  if (digest.failing.length === 0) return undefined;
  const items = digest.failing.slice(0, MOST_FAILURES).map((criterion) => {
    const clause = criterion.clauses.find((one) => one.verdict === 'FAIL');
    return html`<li><a class="mono" href="#attention-${anchor(criterion.id)}">${criterion.id}</a><span>${criterion.title}: <em>${short(clause?.reason ?? 'fails')}</em></span></li>`;
  });
  return html`<ul class="failures">${items}</ul>`;
}

/** How long ago it was GO, and how much is different since. */
function since({ history }: Report): SafeHtml | undefined {
  if (!history) return undefined;
  const { lastGo } = history;
  if (!lastGo) return html`<p class="since">There has been no GO of this stage yet.</p>`;
  const changed = lastGo.changes.length;
  return html`<p class="since">Last GO: ${formatDate(lastGo.startedAt)}, commit <span class="mono">${lastGo.commit.slice(0, 12)}</span>. <a href="#changes">${changed === 0 ? 'Nothing came out different since' : `${count(changed, 'promise')} came out different since`}</a>.</p>`;
}

/** The first screen: the verdict, why, what to do next, and what exactly was judged. */
export function hero(report: Report, digest: Digest): SafeHtml {
  const changed = report.verdictBeforeWaivers !== report.verdict;
  return html`<div class="hero ${tone(report.verdict)}">
<div class="hero-main">
<p class="overline">Readiness of TransKeep</p>
<h1><span class="sr">Verdict: </span>${verdictIcon(report.verdict)}<span class="word">${report.verdict}</span></h1>
<p class="why">${digest.why}</p>
${failures(digest)}
<p class="next"><strong>Next</strong> <span>${digest.next}</span></p>
${changed && html`<p class="before">Without waivers it would be <strong>${report.verdictBeforeWaivers}</strong>. <a href="#waivers">Who waived what</a></p>`}
${limits(report)}
${since(report)}
</div>
<div class="hero-side">${counts(digest)}${facts(report, digest)}</div>
</div>`;
}
