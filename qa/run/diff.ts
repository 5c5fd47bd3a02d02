import type { Report } from '@transkeep/reports/contract/index.ts';

export interface Change {
  /** `run`, a criterion or a clause. */
  readonly what: string;
  readonly before: string;
  readonly after: string;
}

/** What changed from one run to another: the run's verdict, then clause by clause. Measured values alone are no change. */
export function diffReports(before: Report, after: Report): Change[] {
  const changes: Change[] = [];
  const note = (what: string, one: string, other: string): void => {
    if (one !== other) changes.push({ what, before: one, after: other });
  };
  note('stage', before.stage, after.stage);
  note('run', before.verdict, after.verdict);
  const clausesOf = (report: Report) =>
    new Map(report.criteria.flatMap(({ clauses }) => clauses.map((clause) => [clause.id, clause] as const)));
  const old = clausesOf(before);
  const fresh = clausesOf(after);
  for (const id of new Set([...old.keys(), ...fresh.keys()])) {
    note(id, old.get(id)?.verdict ?? 'not judged', fresh.get(id)?.verdict ?? 'not judged');
    const [one, other] = [old.get(id), fresh.get(id)];
    if (one && other && one.threshold !== other.threshold)
      changes.push({ what: `${id} threshold`, before: one.threshold, after: other.threshold });
  }
  return changes;
}
