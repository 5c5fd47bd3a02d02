import type { Report, ReportClause } from '@transkeep/reports/contract/index.ts';
import type { Fault } from './fault.ts';

/** proven · unnoticed: the gate stayed green · misnamed: red for another reason, or something else turned red · not-run: not tried or not decided. */
export type ProofOutcome = 'proven' | 'unnoticed' | 'misnamed' | 'not-run';

/** What a run with the fault in has shown: `red` is half a proof, the rest is that it was green before and is green again. */
export interface FaultyRun {
  readonly outcome: 'red' | Exclude<ProofOutcome, 'proven'>;
  /** The verdict of the fault's clause. */
  readonly verdict: string;
  /** What the gate said, or why it does not count. */
  readonly note: string;
}

/** Pure. Compares the verdicts with a fault in with those of the healthy run before. */
export function concludeFaultyRun(fault: Fault, healthy: Report, faulty: Report): FaultyRun {
  const clause = clauseOf(faulty, fault.clause);
  const verdict = clause?.verdictBeforeWaiver ?? '–';
  const result = (outcome: FaultyRun['outcome'], note: string): FaultyRun => ({ outcome, verdict, note });
  if (!clause || verdict === 'INCONCLUSIVE') return result('not-run', `undecided with the fault in: ${clause?.reason ?? 'not judged'}`);
  if (verdict !== 'FAIL') return result('unnoticed', `still ${verdict}: ${clause.reason}`);
  if (!fault.reason.test(clause.reason)) return result('misnamed', `red for another reason: ${clause.reason}`);
  const wrongValue = whyNotBeyond(fault, clause);
  if (wrongValue) return result('misnamed', `${wrongValue}: ${clause.reason}`);
  const surprise = surprises(fault, healthy, faulty);
  if (surprise.length > 0) return result('misnamed', `it turned red as well, without the fault naming it: ${surprise.join('; ')}`);
  return result('red', clause.reason);
}

export function clauseOf(report: Report, id: string): ReportClause | undefined {
  return report.criteria.flatMap(({ clauses }) => clauses).find((clause) => clause.id === id);
}

function whyNotBeyond({ measured }: Fault, clause: ReportClause): string | undefined {
  if (!measured) return undefined;
  const value = clause.measured?.value;
  if (value === undefined) return 'red without a measured value';
  const { above = Number.NEGATIVE_INFINITY, below = Number.POSITIVE_INFINITY } = measured;
  return value > above && value < below ? undefined : `red, but the measured value is ${value}`;
}

/** Must-pass criteria that fail now and did not before, other than those that the fault names. */
function surprises(fault: Fault, healthy: Report, faulty: Report): string[] {
  const expected: readonly string[] = [fault.clause.slice(0, fault.clause.indexOf('.')), ...(fault.alsoRed ?? [])];
  return faulty.criteria
    .filter(({ id, severity }) => severity === 'M' && !expected.includes(id))
    .flatMap(({ clauses }) => clauses)
    .filter(({ id, verdictBeforeWaiver }) => verdictBeforeWaiver === 'FAIL' && clauseOf(healthy, id)?.verdictBeforeWaiver !== 'FAIL')
    .map(({ id, reason }) => `${id} (${reason})`);
}
