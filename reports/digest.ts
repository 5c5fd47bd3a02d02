import { AREAS, type Report, type ReportClause, type ReportCriterion, type Verdict } from './contract/index.ts';
import { count } from './format.ts';

/** Clauses that share one reason, so that "no gate yet" is said once and not ninety times. */
export interface ReasonGroup {
  readonly reason: string;
  readonly clauses: readonly ReportClause[];
}

export interface AreaDigest {
  readonly area: string;
  readonly criteria: readonly ReportCriterion[];
  readonly counts: Readonly<Record<Verdict, number>>;
}

/** How much of what was judged has proven, by seeded faults, that it can turn red. */
export interface Proof {
  /** Clauses that a gate judges. */
  readonly judged: number;
  /** Those of them with at least one fault, all of them proven and none stale. */
  readonly proven: number;
  readonly faults: { readonly seeded: number; readonly proven: number; readonly stale: number };
}

/** What every renderer says about a run, said once. */
export interface Digest {
  readonly criteria: Readonly<Record<Verdict, number>>;
  readonly clauses: Readonly<Record<Verdict, number>>;
  /** In one sentence, why the verdict is what it is. */
  readonly why: string;
  /** The one thing to do next. */
  readonly next: string;
  /** Must-pass first. */
  readonly failing: readonly ReportCriterion[];
  readonly undecided: readonly ReportCriterion[];
  /** Largest first. */
  readonly undecidedReasons: readonly ReasonGroup[];
  readonly areas: readonly AreaDigest[];
  readonly proof: Proof;
}

/** How many of each verdict. */
export function countVerdicts(items: readonly { readonly verdict: Verdict }[]): Record<Verdict, number> {
  const counts: Record<Verdict, number> = { PASS: 0, FAIL: 0, INCONCLUSIVE: 0, WAIVED: 0 };
  for (const item of items) counts[item.verdict] += 1;
  return counts;
}

function ofVerdict(report: Report, verdict: Verdict): ReportCriterion[] {
  const found = report.criteria.filter((criterion) => criterion.verdict === verdict);
  return [...found.filter((c) => c.severity === 'M'), ...found.filter((c) => c.severity !== 'M')];
}

function named(criteria: readonly ReportCriterion[], most = 4): string {
  const ids = criteria.slice(0, most).map((c) => c.id);
  if (criteria.length > most) return `${ids.join(', ')} and ${criteria.length - most} more`;
  return ids.length < 2 ? ids.join('') : `${ids.slice(0, -1).join(', ')} and ${ids.at(-1)}`;
}

function groupReasons(report: Report): ReasonGroup[] {
  const groups = new Map<string, ReportClause[]>();
  for (const clause of report.criteria.flatMap((criterion) => criterion.clauses)) {
    if (clause.verdict !== 'INCONCLUSIVE') continue;
    const group = groups.get(clause.reason);
    if (group) group.push(clause);
    else groups.set(clause.reason, [clause]);
  }
  return [...groups].map(([reason, clauses]) => ({ reason, clauses })).sort((a, b) => b.clauses.length - a.clauses.length);
}

function sayWhy(report: Report, failing: readonly ReportCriterion[], undecided: readonly ReportCriterion[], waived: number): string {
  const total = report.criteria.length;
  const must = failing.filter((c) => c.severity === 'M');
  if (report.verdict === 'NO-GO') {
    if (failing.length === 0) return 'The run was judged NO-GO, although no criterion of it fails: read the reasons below.';
    if (must.length === 0)
      return `${count(failing.length, 'should-pass criterion', 'should-pass criteria')} ${failing.length === 1 ? 'fails' : 'fail'}: ${named(failing)}.`;
    const others = failing.length - must.length;
    return `${count(must.length, 'must-pass criterion', 'must-pass criteria')} ${must.length === 1 ? 'fails' : 'fail'}: ${named(must)}${others > 0 ? `; so ${others === 1 ? 'does' : 'do'} ${count(others, 'should-pass one')}` : ''}.`;
  }
  if (report.verdict === 'GO') {
    return waived > 0
      ? `All ${count(total, 'criterion', 'criteria')} hold, ${waived} of them by a waiver that people signed.`
      : `All ${count(total, 'criterion', 'criteria')} pass, every promise of each.`;
  }
  if (total === 0) return 'Nothing was judged, and no data is never a pass.';
  if (undecided.length > 0)
    return `Nothing fails, but ${undecided.length} of ${count(total, 'criterion', 'criteria')} could not be decided, and no data is never a pass.`;
  if (report.caps.length > 0) return `Everything that was judged holds, but this run cannot be GO: ${report.caps.join('; ')}.`;
  return 'Everything that was judged holds, but the run itself could not be completed.';
}

function sayNext(report: Report, failing: readonly ReportCriterion[], reasons: readonly ReasonGroup[]): string {
  const [first] = failing;
  if (first) return `Start with ${first.id}, owned by ${first.owner}. ${first.howToFix}`;
  if (report.verdict === 'GO') return 'Sign it off, and keep report and evidence together: anyone can recompute the verdict offline.';
  const [largest] = reasons;
  if (largest)
    return `The commonest reason is “${largest.reason}” (${count(largest.clauses.length, 'promise')}): begin there, then run the whole stage again.`;
  return 'Remove what limits the run (below), then run the whole stage again.';
}

/** Whether seeded faults have shown that this clause can turn red, all of them, as the code stands now. */
export function isProven(clause: ReportClause): boolean {
  return clause.faults.seeded > 0 && clause.faults.proven >= clause.faults.seeded && clause.faults.stale === 0;
}

function prove(clauses: readonly ReportClause[]): Proof {
  const judged = clauses.filter((clause) => clause.gate !== undefined);
  const sum = (key: 'seeded' | 'proven' | 'stale') => clauses.reduce((total, clause) => total + clause.faults[key], 0);
  return {
    judged: judged.length,
    proven: judged.filter(isProven).length,
    faults: { seeded: sum('seeded'), proven: sum('proven'), stale: sum('stale') },
  };
}

/** Areas in the order of the catalogue; unknown ones after them. */
function byArea(criteria: readonly ReportCriterion[]): AreaDigest[] {
  const areas = [...new Set<string>([...AREAS, ...criteria.map((c) => c.area)])];
  return areas
    .map((area) => ({ area, criteria: criteria.filter((c) => c.area === area) }))
    .filter((group) => group.criteria.length > 0)
    .map((group) => ({ ...group, counts: countVerdicts(group.criteria) }));
}

/** A report in, what there is to say about it out. Judges nothing: every verdict is the report's own. */
export function digest(report: Report): Digest {
  const failing = ofVerdict(report, 'FAIL');
  const undecided = ofVerdict(report, 'INCONCLUSIVE');
  const undecidedReasons = groupReasons(report);
  const criteria = countVerdicts(report.criteria);
  const clauses = report.criteria.flatMap((criterion) => criterion.clauses);
  return {
    criteria,
    clauses: countVerdicts(clauses),
    why: sayWhy(report, failing, undecided, criteria.WAIVED),
    next: sayNext(report, failing, undecidedReasons),
    failing,
    undecided,
    undecidedReasons,
    areas: byArea(report.criteria),
    proof: prove(clauses),
  };
}

/** The order in which people read verdicts: what is wrong first. */
export const WORST_FIRST: readonly Verdict[] = ['FAIL', 'INCONCLUSIVE', 'WAIVED', 'PASS'];

/** Every verdict with its count, worst first. */
export function worstFirst(counts: Readonly<Record<Verdict, number>>): readonly (readonly [Verdict, number])[] {
  return WORST_FIRST.map((verdict) => [verdict, counts[verdict]] as const);
}
