import type { KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type Criterion, type Report, type ReportClause, ReportSchema } from '@transkeep/reports/contract/index.ts';
import type { Static, TSchema } from 'typebox';
import { Check } from 'typebox/value';
import { thresholdsOf } from '../criteria/catalogue.ts';
import { EvidenceError } from './errors.ts';
import { checkChecksums } from './evidence/checksums.ts';
import { checkSignature, type Signature } from './evidence/signing.ts';
import type { GateRegistry } from './plan/plan.ts';
import { criteriaOf } from './plan/selection.ts';
import { RunRecordSchema } from './record.ts';
import { assemble } from './verdicts/assemble.ts';
import { judgeRun } from './verdicts/judge-run.ts';

export interface Verified {
  readonly report: Report;
  /** Where today's harness judges the same evidence differently, one line each; empty when every verdict comes out the same. */
  readonly differences: readonly string[];
  readonly signature: Signature;
}

/**
 * Judges a saved run again, offline, from its evidence. Throws EvidenceError when a byte of the run was changed, lost or added;
 * or when its signature does not hold (or is not by the `trusted` key); differences then mean that the harness changed, as the evidence is
 * proven to be the same.
 */
export async function verifyRun(
  runDir: string,
  harness: { criteria: readonly Criterion[]; registry: GateRegistry },
  trusted?: KeyObject,
): Promise<Verified> {
  await checkChecksums(runDir);
  const record = await readChecked(join(runDir, 'run.json'), RunRecordSchema);
  const report = await readChecked(join(runDir, 'report.json'), ReportSchema);
  const signature = await checkSignature(runDir, record, report.verdict, trusted);
  const thresholds = thresholdsOf(harness.criteria);
  const judgements = await judgeRun(record.gates, runDir, harness.registry, thresholds, true);
  const again = assemble(record, criteriaOf(record, harness.criteria), judgements);
  return { report, differences: compareReports(report, again), signature };
}

/** Where two reports of the same evidence differ in what they decide: verdicts, reasons, measured values. */
function compareReports(saved: Report, again: Report): string[] {
  const differences: string[] = [];
  if (saved.verdict !== again.verdict) differences.push(`the run: ${saved.verdict} was saved, ${again.verdict} comes out`);
  if (saved.verdictBeforeWaivers !== again.verdictBeforeWaivers) {
    differences.push(`the run before waivers: ${saved.verdictBeforeWaivers} was saved, ${again.verdictBeforeWaivers} comes out`);
  }
  const clauses = (report: Report) =>
    new Map(report.criteria.flatMap((criterion) => criterion.clauses.map((clause) => [clause.id, clause] as const)));
  const before = clauses(saved);
  const after = clauses(again);
  for (const id of new Set([...before.keys(), ...after.keys()])) differences.push(...compareClauses(id, before.get(id), after.get(id)));
  for (const part of ['caps', 'waivers', 'attestations', 'faults', 'history', 'signedBy'] as const)
    if (!isDeepStrictEqual(saved[part], again[part])) differences.push(`${part}: something else was saved than comes out`);
  const verdicts = new Map(again.criteria.map(({ id, verdict }) => [id, verdict]));
  for (const { id, verdict } of saved.criteria) {
    if (verdicts.get(id) !== verdict) differences.push(`${id}: ${verdict} was saved, ${verdicts.get(id) ?? 'nothing'} comes out`);
  }
  return differences;
}

function compareClauses(id: string, saved: ReportClause | undefined, again: ReportClause | undefined): string[] {
  if (!saved) return [`${id}: the catalogue has a new clause`];
  if (!again) return [`${id}: the catalogue has lost the clause`];
  const facts = ({ verdict, verdictBeforeWaiver, reason, threshold, measured, evidence }: ReportClause) =>
    JSON.stringify({ verdict, verdictBeforeWaiver, reason, threshold, measured, evidence });
  if (saved.verdict !== again.verdict) return [`${id}: ${saved.verdict} was saved, ${again.verdict} comes out (${again.reason})`];
  return facts(saved) === facts(again) ? [] : [`${id}: same verdict, but its reason, value or evidence comes out different`];
}

async function readChecked<S extends TSchema>(path: string, schema: S): Promise<Static<S>> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new EvidenceError(`${path} is missing`, { cause });
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new EvidenceError(`${path} is not JSON`, { cause });
  }
  if (!Check(schema, value)) throw new EvidenceError(`${path} is not what its schema says`);
  return value as Static<S>;
}
