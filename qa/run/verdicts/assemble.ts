import type {
  Clause,
  GateVerdict,
  Measured,
  Report,
  ReportAttestation,
  ReportClause,
  ReportCriterion,
} from '@transkeep/reports/contract/index.ts';
import { CLOCK_JUMP_LIMIT_MS, seconds } from '../clock.ts';
import type { Selected } from '../plan/selection.ts';
import type { RunRecord } from '../record.ts';
import { type Answer, criterionVerdict, provenAnswer, runVerdict, soundAnswer, waived } from './algebra.ts';
import { attachedFile, attestationFor, attestationProblem, type KeptAttestation } from './attestations.ts';
import type { Judgement } from './judge.ts';
import { reportHistory } from './look-back.ts';
import { isExpired, type Waiver } from './waivers.ts';

/** Record + judgements by gate + catalogue → report. Pure, so that a saved run gives the same report again. */
export function assemble(record: RunRecord, selected: readonly Selected[], judgements: ReadonlyMap<string, Judgement>): Report {
  const criteria = selected.map((criterion) => reportCriterion(criterion, record, judgements));
  const judged = new Set(criteria.flatMap(({ clauses }) => clauses.map(({ id }) => id)));
  const complete = !record.interrupted && !record.missingShards?.length;
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
    environment: record.candidate ? { ...record.environment, candidate: record.candidate.note } : record.environment,
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
      issue: waiver.issue,
      approvers: waiver.approvers,
      expires: waiver.expires,
      ...waiverNote(waiver, record, criteria),
    })),
    criteria,
    gates: record.gates,
    ...(record.plan && { plan: record.plan }),
    ...(record.resumedAt && { resumedAt: record.resumedAt }),
    ...(record.shards && { shards: record.shards }),
    ...(record.attestations && { attestations: record.attestations.map((one) => reportAttestation(one, record, criteria)) }),
    ...(record.seededFaults && { faults: record.seededFaults.filter(({ clause }) => judged.has(clause)) }),
    ...(record.history && { history: reportHistory(record.history, criteria, selected, judgements) }),
    ...(record.signedBy !== undefined && { signedBy: record.signedBy }),
  };
}

/** Why this run cannot be GO, whatever its criteria say. */
function capsOf(record: RunRecord): string[] {
  const caps: string[] = [];
  if (record.interrupted) caps.push('the run was interrupted');
  if (record.shard) caps.push(`only shard ${record.shard}: merge all of them for a verdict on the stage`);
  for (const shard of record.missingShards ?? []) caps.push(`shard ${shard} is missing`);
  if (record.selection) caps.push(`only ${record.selection.join(', ')} judged, not the whole stage`);
  if (record.profile === 'smoke') caps.push('smoke profile: loads and corpora are shortened');
  if (record.commit === 'unknown') caps.push('the commit is unknown: this is no git checkout, or git is missing');
  else if (record.dirty) caps.push('the working tree has changes that are not committed');
  if (record.checkoutChanged)
    caps.push(`the checkout changed while the run lasted, so it is not sure what was judged: ${record.checkoutChanged}`);
  if (record.stage === 'launch' && record.candidate?.runId === undefined)
    caps.push(`launch needs a verified candidate GO of the same commit: ${record.candidate?.note ?? 'none was looked for'}`);
  if (Math.abs(record.clockJumpMs ?? 0) > CLOCK_JUMP_LIMIT_MS)
    caps.push(
      `the clock jumped by ${seconds(record.clockJumpMs ?? 0)} during the run: its dates, on which waivers and attestations end, cannot be trusted`,
    );
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
  const attestation = clause.attested ? attestationFor(record.attestations ?? [], clause.id, record.commit) : undefined;
  // A person's word has no gate that a fault could prove.
  const answer = clause.attested
    ? attestedAnswer(attestation, record)
    : provenAnswer(answerFor(clause, gate, judgement), { stage: record.stage, severity: criterion.severity, proven: faults.proven });
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
    ...(clause.threshold.direction && { direction: clause.threshold.direction }),
    ...(answer.measured && { measured: reportMeasured(answer.measured) }),
    ...(gate !== undefined && { gate }),
    evidence: (attestation ? attachedFile(attestation) : (judgement?.files ?? [])).map((file) => ({ ...file })),
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

function attestedAnswer(attestation: KeptAttestation | undefined, record: RunRecord): Answer {
  if (!attestation) return { verdict: 'INCONCLUSIVE', reason: 'nobody vouches for it yet' };
  const problem = attestationProblem(attestation, record);
  if (problem !== undefined) return { verdict: 'INCONCLUSIVE', reason: problem };
  return { verdict: 'PASS', reason: `${attestation.who} vouched for it on ${attestation.when}: ${attestation.what}` };
}

function reportAttestation(attestation: KeptAttestation, record: RunRecord, criteria: readonly ReportCriterion[]): ReportAttestation {
  const { clause, who, what, when, commit, expires } = attestation;
  const told = { clause, who, what, when, commit, expires };
  if (!criteria.some(({ clauses }) => clauses.some(({ id }) => id === clause)))
    return { ...told, applied: false, note: 'the clause was not judged in this run' };
  const problem = attestationProblem(attestation, record);
  return { ...told, applied: problem === undefined, note: problem ?? `holds until ${expires}` };
}
