import type { Report, ReportClause, Verdict } from './contract/index.ts';
import { formatQuantity } from './format.ts';

export interface ClauseChange {
  readonly id: string;
  readonly text: string;
  readonly kind: 'worse' | 'better' | 'added' | 'removed' | 'changed';
  /** What it was and what it is, as people read it; empty where there was none. */
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

/** A value that moved for certain, although the verdict is the same: the two intervals do not touch. */
export interface Movement {
  readonly id: string;
  readonly from: string;
  readonly to: string;
}

export interface ReportDiff {
  /** No verdict, no threshold and no clause differs. Values that move within their verdict don't count. */
  readonly same: boolean;
  readonly runs: readonly [from: string, to: string];
  readonly commits: readonly [from: string, to: string];
  readonly verdicts: readonly [from: string, to: string];
  /** Worse first. */
  readonly changes: readonly ClauseChange[];
  readonly movements: readonly Movement[];
}

/** From worst to best, so that losing evidence counts as getting worse. */
const RANK: Readonly<Record<Verdict, number>> = { FAIL: 0, INCONCLUSIVE: 1, WAIVED: 2, PASS: 3 };
const KINDS: readonly ClauseChange['kind'][] = ['worse', 'removed', 'changed', 'added', 'better'];

function clausesOf(report: Report): Map<string, ReportClause> {
  return new Map(report.criteria.flatMap((criterion) => criterion.clauses).map((clause) => [clause.id, clause]));
}

function shown(clause: ReportClause): string {
  return clause.verdict === 'WAIVED' ? `WAIVED (${clause.verdictBeforeWaiver})` : clause.verdict;
}

function compare(before: ReportClause, after: ReportClause): ClauseChange | undefined {
  const common = { id: after.id, text: after.text, reason: after.reason };
  const verdicts = { from: shown(before), to: shown(after) };
  if (before.verdict !== after.verdict)
    return { ...common, ...verdicts, kind: RANK[after.verdict] < RANK[before.verdict] ? 'worse' : 'better' };
  if (before.verdictBeforeWaiver !== after.verdictBeforeWaiver) return { ...common, ...verdicts, kind: 'changed' };
  if (before.threshold !== after.threshold)
    return { ...common, from: before.threshold, to: after.threshold, reason: 'another threshold', kind: 'changed' };
  return undefined;
}

function movement(before: ReportClause, after: ReportClause): Movement | undefined {
  const [from, to] = [before.measured, after.measured];
  if (!from?.ci || !to?.ci || from.unit !== to.unit) return undefined;
  if (from.ci[1] >= to.ci[0] && to.ci[1] >= from.ci[0]) return undefined;
  return { id: after.id, from: formatQuantity(from.value, from.unit), to: formatQuantity(to.value, to.unit) };
}

/** Two reports in, what differs from the first to the second out. */
export function diffReports(a: Report, b: Report): ReportDiff {
  const [before, after] = [clausesOf(a), clausesOf(b)];
  const changes: ClauseChange[] = [];
  const movements: Movement[] = [];
  for (const clause of after.values()) {
    const old = before.get(clause.id);
    if (!old) {
      changes.push({ id: clause.id, text: clause.text, kind: 'added', from: '', to: shown(clause), reason: clause.reason });
      continue;
    }
    const change = compare(old, clause);
    if (change) changes.push(change);
    const moved = movement(old, clause);
    if (moved && !change) movements.push(moved);
  }
  for (const clause of before.values()) {
    if (!after.has(clause.id))
      changes.push({ id: clause.id, text: clause.text, kind: 'removed', from: shown(clause), to: '', reason: 'no longer judged' });
  }
  changes.sort((x, y) => KINDS.indexOf(x.kind) - KINDS.indexOf(y.kind) || x.id.localeCompare(y.id));
  return {
    same: changes.length === 0 && a.verdict === b.verdict && a.verdictBeforeWaivers === b.verdictBeforeWaivers,
    runs: [a.runId, b.runId],
    commits: [a.commit, b.commit],
    verdicts: [a.verdict, b.verdict],
    changes,
    movements,
  };
}

/** A report may hold any text; a terminal must not obey it. */
function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]+/g, ' ');
}

/** The difference as plain lines for a terminal or a log. */
export function renderDiff(diff: ReportDiff): string {
  const [from, to] = diff.verdicts;
  const lines = [
    `${diff.runs[0]} (${diff.commits[0].slice(0, 12)}) → ${diff.runs[1]} (${diff.commits[1].slice(0, 12)})`,
    from === to ? `verdict   ${to}, as before` : `verdict   ${from} → ${to}`,
  ];
  const width = Math.max(0, ...diff.changes.map((change) => change.id.length), ...diff.movements.map((moved) => moved.id.length));
  for (const change of diff.changes) {
    const verdicts =
      change.kind === 'added' ? change.to : change.kind === 'removed' ? `was ${change.from}` : `${change.from} → ${change.to}`;
    lines.push(`${change.kind.padEnd(9)} ${change.id.padEnd(width)}  ${verdicts}: ${change.reason}`);
  }
  for (const moved of diff.movements)
    lines.push(`${'moved'.padEnd(9)} ${moved.id.padEnd(width)}  ${moved.from} → ${moved.to}, same verdict`);
  if (diff.changes.length === 0) lines.push('no promise came out differently');
  return `${lines.map(plain).join('\n')}\n`;
}
