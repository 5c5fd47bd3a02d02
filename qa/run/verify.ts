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
import { checkAttached } from './verdicts/attestations.ts';
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
  await checkAttached(runDir, record.attestations ?? []);
  const signature = await checkSignature(runDir, record, report.verdict, trusted);
  const thresholds = thresholdsOf(harness.criteria);
  const judgements = await judgeRun(record.gates, runDir, harness.registry, thresholds, true);
  const assembled = assemble(record, criteriaOf(record, harness.criteria), judgements);
  // As it would be read back: what is undefined is not there.
  const again = JSON.parse(JSON.stringify(assembled)) as Report;
  return { report, differences: compareReports(report, again), signature };
}

/** Where two reports of the same evidence differ, one line each. */
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
  const criteriaAgain = new Map(again.criteria.map((criterion) => [criterion.id, criterion]));
  for (const { clauses: _, verdict, ...texts } of saved.criteria) {
    const { clauses: __, verdict: verdictAgain, ...textsAgain } = criteriaAgain.get(texts.id) ?? { clauses: [], verdict: 'nothing' };
    if (verdictAgain !== verdict) differences.push(`${texts.id}: ${verdict} was saved, ${verdictAgain} comes out`);
    else if (!isDeepStrictEqual(texts, textsAgain)) differences.push(`${texts.id}: what the catalogue says of it was something else`);
  }
  const [parts, partsAgain] = [otherParts(saved), otherParts(again)];
  for (const part of Object.keys({ ...parts, ...partsAgain }) as (keyof typeof parts)[])
    if (!isDeepStrictEqual(parts[part], partsAgain[part])) differences.push(`${part}: something else was saved than comes out`);
  return differences;
}

function otherParts({ verdict: _, verdictBeforeWaivers: __, criteria: ___, ...parts }: Report) {
  return parts;
}

function compareClauses(id: string, saved: ReportClause | undefined, again: ReportClause | undefined): string[] {
  if (!saved) return [`${id}: the catalogue has a new clause`];
  if (!again) return [`${id}: the catalogue has lost the clause`];
  if (saved.verdict !== again.verdict) return [`${id}: ${saved.verdict} was saved, ${again.verdict} comes out (${again.reason})`];
  return isDeepStrictEqual(saved, again) ? [] : [`${id}: same verdict, but its reason, value or evidence comes out different`];
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
