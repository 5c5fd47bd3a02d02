import type { Report, ReportClause, ReportCriterion } from './contract/index.ts';
import { type AreaDigest, type Digest, digest, worstFirst } from './digest.ts';
import { areaName, count, formatDate, formatDuration, formatQuantity, formatTime, millisecondsBetween, VERDICT_WORDS } from './format.ts';

/** A PR comment holds 65,536 characters; what we write stays below, in bytes, with room for what CI adds. */
export const MARKDOWN_LIMIT_BYTES = 60_000;
const MOST_REASON_CHARACTERS = 400;

const SIGNS = { PASS: '✅', FAIL: '❌', INCONCLUSIVE: '❔', WAIVED: '🛡️', GO: '✅', 'NO-GO': '❌' } as const;

/**
 * Any text in, Markdown that shows it literally out: no markup, no HTML, no link, no new line that could end a table
 * cell. The empty comments keep GitHub from notifying people and cross-linking issues that a reason happens to name.
 */
export function escapeMarkdown(text: string): string {
  return (
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
      .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]+/g, ' ')
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      .replace(/[\\`*_{}[\]|~$]/g, '\\$&')
      .replace(/^(\s*\d*)([-+=.)])(?=\s|$)/, '$1\\$2')
      .replace(/[@#]/g, '$&<!-- -->')
      .replace(/:\/\//g, '&#58;//')
      .replace(/\bwww\./gi, '$&<!-- -->')
  );
}

const md = escapeMarkdown;

/** A reason may be long; the page has all of it. */
function clip(text: string): string {
  return text.length <= MOST_REASON_CHARACTERS ? text : `${text.slice(0, MOST_REASON_CHARACTERS)}…`;
}

function measuredText(clause: ReportClause): string {
  const { measured } = clause;
  if (!measured) return 'nothing measured';
  const quantity = (n: number) => formatQuantity(n, measured.unit);
  const interval = measured.ci ? ` (${quantity(measured.ci[0])} to ${quantity(measured.ci[1])})` : '';
  return `${formatQuantity(measured.value, measured.unit, clause.limit)}${interval}`;
}

function failure(criterion: ReportCriterion): string {
  const rows = criterion.clauses
    .filter((clause) => clause.verdict === 'FAIL')
    .map((clause) => `| ${md(clause.text)} | ${md(clause.threshold)} | ${md(measuredText(clause))} | ${md(clip(clause.reason))} |`);
  return [
    `### ❌ ${md(criterion.id)} ${md(criterion.title)} (${criterion.severity === 'M' ? 'must pass' : 'should pass'})`,
    '',
    '| Promise | Must be | Measured | Reason |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
    `**How to fix** ${md(criterion.howToFix)} **Owner** ${md(criterion.owner)}`,
    '',
  ].join('\n');
}

function undecided(said: Digest): string {
  if (said.undecidedReasons.length === 0) return '';
  const rows = said.undecidedReasons.map(({ reason, clauses }) => {
    const ids = clauses.slice(0, 4).map((clause) => md(clause.id));
    return `| ${md(clip(reason))} | ${clauses.length} | ${ids.join(', ')}${clauses.length > 4 ? ', …' : ''} |`;
  });
  return [
    `### ❔ Undecided, by reason (${count(said.undecided.length, 'criterion', 'criteria')})`,
    '',
    '| Reason | Promises | Which |',
    '| --- | ---: | --- |',
    ...rows,
    '',
  ].join('\n');
}

function area({ area: code, criteria, counts }: AreaDigest): string {
  const tally = worstFirst(counts)
    .filter(([, n]) => n > 0)
    .map(([verdict, n]) => `${SIGNS[verdict]} ${n} ${VERDICT_WORDS[verdict].toLowerCase()}`);
  const rows = criteria.map((criterion) => {
    const held = criterion.clauses.filter((clause) => clause.verdict === 'PASS').length;
    return `| ${SIGNS[criterion.verdict]} ${VERDICT_WORDS[criterion.verdict]} | ${md(criterion.id)} | ${md(criterion.title)} | ${held} of ${criterion.clauses.length} |`;
  });
  return [
    `<details><summary><b>${md(areaName(code))}</b> ${tally.join(' · ')}</summary>`,
    '',
    '| Verdict | Id | Criterion | Promises kept |',
    '| --- | --- | --- | ---: |',
    ...rows,
    '',
    '</details>',
    '',
  ].join('\n');
}

function head(report: Report, said: Digest): string {
  const caps = [...(report.complete ? [] : ['The run is not complete.']), ...report.caps];
  const counts = worstFirst(said.criteria).map(([verdict, n]) => `${SIGNS[verdict]} ${n} ${VERDICT_WORDS[verdict].toLowerCase()}`);
  return [
    `# ${SIGNS[report.verdict]} ${report.verdict}`,
    '',
    `**${md(said.why)}**`,
    '',
    `Next: ${md(said.next)}`,
    '',
    counts.join(' · '),
    '',
    ...(report.verdictBeforeWaivers === report.verdict ? [] : [`Without waivers it would be **${report.verdictBeforeWaivers}**.`, '']),
    ...(caps.length === 0 ? [] : ['> **This run could not have been GO**', ...caps.map((cap) => `> * ${md(cap)}`), '']),
    `Stage ${report.stage}, target ${md(report.target)}, commit ${md(report.commit.slice(0, 12))}${report.dirty ? ' with uncommitted changes' : ''}, ${report.selection === null ? 'the whole stage' : `only ${md(report.selection.join(', '))}`}, ${md(formatTime(report.startedAt))}, ${formatDuration(millisecondsBetween(report.startedAt, report.finishedAt))}. Able to fail: ${said.proof.faults.proven} of ${said.proof.faults.seeded} seeded faults.`,
    '',
  ].join('\n');
}

const MOST_CHANGES = 10;

/** What came out different from the last GO, the worst of it. */
function changes({ history }: Report): string {
  if (!history?.lastGo || history.lastGo.changes.length === 0) return '';
  const { changes: all, commit, startedAt } = history.lastGo;
  const rows = all.slice(0, MOST_CHANGES).map(({ kind, clause, text }) => `| ${kind} | ${md(clause)} | ${md(clip(text))} |`);
  return [
    `### Since the last GO (${md(commit.slice(0, 12))}, ${md(formatDate(startedAt))}): ${count(all.length, 'promise')} came out different`,
    '',
    '| Change | Promise | What |',
    '| --- | --- | --- |',
    ...rows,
    '',
    ...(all.length > MOST_CHANGES ? [`${all.length - MOST_CHANGES} more in report.html.`, ''] : []),
  ].join('\n');
}

function waivers(report: Report): string {
  if (report.waivers.length === 0) return '';
  const rows = report.waivers.map(
    (waiver) =>
      `| ${md(waiver.clause)} | ${waiver.applied ? 'applied' : '**not applied**'} | ${md([waiver.owner, ...(waiver.approvers ?? [])].join(', '))} | ${md(waiver.expires)} | ${md(waiver.reason)} ${md(waiver.issue ?? '')} ${md(waiver.note)} |`,
  );
  return [
    `<details><summary><b>Waivers</b> ${report.waivers.length}</summary>`,
    '',
    '| Promise | | Owner and approvers | Until | Why |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
    '</details>',
    '',
  ].join('\n');
}

const bytes = (text: string) => Buffer.byteLength(text);

/**
 * Verdict first, then what fails, then the rest folded away; for a job summary or a PR comment. Never longer than
 * `limit` bytes: whole parts are left out from the end, and it says how many.
 */
export function renderMarkdown(report: Report, limit: number = MARKDOWN_LIMIT_BYTES): string {
  const said = digest(report);
  const parts = [
    head(report, said),
    ...said.failing.map(failure),
    undecided(said),
    changes(report),
    waivers(report),
    ...said.areas.map(area),
  ].filter((part) => part !== '');
  const end = `<sub>Whole report with evidence: report.html of run ${md(report.runId)}</sub>\n`;
  const cut = (n: number) => `\n*${count(n, 'part')} left out to stay within the size limit; report.html has everything.*\n\n`;
  let text = '';
  for (const [index, part] of parts.entries()) {
    const left = parts.length - index;
    if (bytes(text) + bytes(part) + 1 + bytes(cut(left)) + bytes(end) > limit)
      return `${index === 0 ? `# ${SIGNS[report.verdict]} ${report.verdict}\n` : text}${cut(left)}${end}`;
    text += `${part}\n`;
  }
  return text + end;
}
