import type { Clause, GateVerdict, Measured, Report, ReportClause, ReportCriterion } from '@transkeep/reports/contract/index.ts';
import { criterionVerdict, provenAnswer, runVerdict, soundAnswer, waived } from './algebra.ts';
import type { Judgement } from './judge.ts';
import type { RunRecord } from './record.ts';
import type { Selected } from './selection.ts';
import { isExpired, type Waiver } from './waivers.ts';

/** Record + judgements by gate + catalogue → report. Pure, so that a saved run gives the same report again. */
export function assemble(record: RunRecord, selected: readonly Selected[], judgements: ReadonlyMap<string, Judgement>): Report {
  const criteria = selected.map((criterion) => reportCriterion(criterion, record, judgements));
  const complete = !record.interrupted;
  const caps = capsOf(record);
  return {
    schema: 'transkeep-readiness/1',
    runId: record.runId,
    commit: record.commit,
    dirty: record.dirty,
    stage: record.stage,
    target: record.target,
    selection: record.selection,
    profile: record.profile,
    complete,
    caps,
    startedAt: record.startedAt,
    finishedAt: record.finishedAt,
    environment: record.environment,
    verdict: runVerdict(
      criteria.map(({ verdict }) => verdict),
      caps,
    ),
    verdictBeforeWaivers: runVerdict(
      criteria.map(({ verdictBeforeWaivers }) => verdictBeforeWaivers),
      caps,
    ),
    waivers: record.waivers.map((waiver) => ({
      clause: waiver.clause,
      owner: waiver.owner,
      reason: waiver.reason,
      expires: waiver.expires,
      ...waiverNote(waiver, record, criteria),
    })),
    criteria,
    gates: record.gates,
  };
}

/** Why this run cannot be GO, whatever its criteria say. */
function capsOf(record: Pick<RunRecord, 'commit' | 'dirty' | 'selection' | 'profile' | 'interrupted' | 'stage'>): string[] {
  const caps: string[] = [];
  if (record.interrupted) caps.push('the run was interrupted');
  if (record.selection) caps.push(`only ${record.selection.join(', ')} judged, not the whole stage`);
  if (record.profile === 'smoke') caps.push('smoke profile: loads and corpora are shortened');
  if (record.commit === 'unknown') caps.push('the commit is unknown: this is no git checkout, or git is missing');
  else if (record.dirty) caps.push('the working tree has changes that are not committed');
  if (record.stage === 'launch') caps.push('launch needs a verified candidate GO of the same commit, which is not looked up yet');
  return caps;
}

function reportCriterion(criterion: Selected, record: RunRecord, judgements: ReadonlyMap<string, Judgement>): ReportCriterion {
  const clauses = criterion.clauses.map((clause) => reportClause(clause, criterion, record, judgements));
  return {
    id: criterion.id,
    title: criterion.title,
    area: criterion.area,
    severity: criterion.severity,
    owner: criterion.owner,
    why: criterion.why,
    howToFix: criterion.howToFix,
    verdict: criterionVerdict(clauses.map(({ verdict }) => verdict)),
    verdictBeforeWaivers: criterionVerdict(clauses.map(({ verdictBeforeWaiver }) => verdictBeforeWaiver)),
    clauses,
  };
}

function reportClause(clause: Clause, criterion: Selected, record: RunRecord, judgements: ReadonlyMap<string, Judgement>): ReportClause {
  const gate = clause.gate[record.stage];
  const judgement = gate === undefined ? undefined : judgements.get(gate);
  const faults = record.faults[clause.id] ?? { seeded: 0, proven: 0, stale: 0 };
  const answer = provenAnswer(answerFor(clause, gate, judgement), {
    stage: record.stage,
    severity: criterion.severity,
    proven: faults.proven,
  });
  const waiver = record.waivers.find((one) => one.clause === clause.id);
  const expired = waiver !== undefined && isExpired(waiver, record.startedAt);
  return {
    id: clause.id,
    text: clause.text,
    verdict: waived(answer.verdict, waiver !== undefined && !expired),
    verdictBeforeWaiver: answer.verdict,
    reason: expired && answer.verdict !== 'PASS' ? `${answer.reason} (its waiver expired on ${waiver.expires})` : answer.reason,
    threshold: clause.threshold.text,
    ...(clause.threshold.limit !== undefined && { limit: clause.threshold.limit }),
    ...(answer.measured && { measured: reportMeasured(answer.measured) }),
    ...(gate !== undefined && { gate }),
    evidence: judgement ? judgement.files.map((file) => ({ ...file })) : [],
    faults,
  };
}

function reportMeasured({ ci, ...rest }: Measured): NonNullable<ReportClause['measured']> {
  return ci ? { ...rest, ci: [ci[0], ci[1]] } : rest;
}

function answerFor(clause: Clause, gate: string | undefined, judgement: Judgement | undefined) {
  const nothing = (reason: string) => ({ verdict: 'INCONCLUSIVE' as GateVerdict, reason });
  if (gate === undefined) return nothing('no gate yet');
  if (!judgement) return nothing(`there is no gate ${gate} in this harness`);
  if (judgement.problem !== undefined) return nothing(judgement.problem);
  return soundAnswer(
    judgement.answers.filter((answer) => answer.clause === clause.id),
    clause.threshold,
    gate,
  );
}

function waiverNote(waiver: Waiver, record: RunRecord, criteria: readonly ReportCriterion[]): { applied: boolean; note: string } {
  const clause = criteria.flatMap(({ clauses }) => clauses).find(({ id }) => id === waiver.clause);
  if (!clause) return { applied: false, note: 'the clause was not judged in this run' };
  if (isExpired(waiver, record.startedAt)) return { applied: false, note: `expired on ${waiver.expires}: the clause’s own verdict stands` };
  if (clause.verdictBeforeWaiver === 'PASS') return { applied: false, note: 'the clause passes: the waiver can go' };
  return { applied: true, note: `${clause.verdictBeforeWaiver} covered until ${waiver.expires}` };
}
