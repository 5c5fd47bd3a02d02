import type { Report, ReportHistory } from '../contract/index.ts';
import { count, formatTime } from '../format.ts';
import { html, type SafeHtml } from './escape.ts';
import { icon } from './icons.ts';
import { promiseLink } from './parts.ts';

type Change = NonNullable<ReportHistory['lastGo']>['changes'][number];

/** What is bad first; the words say it, the shapes and colours repeat it. */
const KINDS = [
  { kind: 'worse', word: 'Worse', tone: 'is-fail', shape: 'fail' },
  { kind: 'slower', word: 'Slower', tone: 'is-fail', shape: 'down' },
  { kind: 'gone', word: 'Gone', tone: 'is-open', shape: 'open' },
  { kind: 'new', word: 'New', tone: 'is-ran', shape: 'new' },
  { kind: 'faster', word: 'Faster', tone: 'is-pass', shape: 'up' },
  { kind: 'better', word: 'Better', tone: 'is-pass', shape: 'pass' },
] as const satisfies readonly { kind: Change['kind']; word: string; tone: string; shape: string }[];

function rows(changes: readonly Change[], report: Report): SafeHtml[] {
  return KINDS.flatMap(({ kind, word, tone, shape }) =>
    changes
      .filter((change) => change.kind === kind)
      .map(
        ({ clause, text }) =>
          html`<tr role="row"><td role="cell"><span class="verdict ${tone}">${icon(shape)}<span>${word}</span></span></td><th role="rowheader" scope="row">${promiseLink(clause, report)}</th><td role="cell">${text}</td></tr>`,
      ),
  );
}

function said(report: Report): SafeHtml {
  const { history } = report;
  if (!history) return html`<p class="calm">No history was kept for this run, so nothing can be compared.</p>`;
  const { lastGo } = history;
  if (!lastGo)
    return html`<p class="calm">There has been no GO of the ${report.stage} stage yet: whether anything got worse cannot be told.</p>`;
  const since = html`<p class="lead">Last GO: <span class="mono">${lastGo.commit.slice(0, 12)}</span>, ${formatTime(lastGo.startedAt)}, run <span class="mono">${lastGo.runId}</span>. ${lastGo.changes.length === 0 ? 'Every promise came out as it did then.' : `${count(lastGo.changes.length, 'promise')} came out different.`}</p>`;
  if (lastGo.changes.length === 0) return since;
  return html`${since}<table role="table" class="plain changes"><caption class="sr">What changed since the last GO</caption><thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Change</th><th role="columnheader" scope="col">Promise</th><th role="columnheader" scope="col">What</th></tr></thead><tbody role="rowgroup">${rows(lastGo.changes, report)}</tbody></table>`;
}

/** What came out different from the last run that was GO. */
export function changes(report: Report): SafeHtml {
  return html`<section id="changes" aria-labelledby="changes-title"><h2 id="changes-title">Since the last GO</h2>${said(report)}</section>`;
}
