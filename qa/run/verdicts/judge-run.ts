import { join } from 'node:path';
import type { ReportGate, Thresholds } from '@transkeep/reports/contract/index.ts';
import { type AnyGate, type GateRegistry, loadGate } from '../plan/plan.ts';
import { type Judgement, judgeGate } from './judge.ts';

/** Judges every gate of a record, by id, from the evidence it left. With `strict`, EvidenceError for evidence that is not as it was saved. */
export async function judgeRun(
  results: readonly ReportGate[],
  runDir: string,
  registry: GateRegistry,
  thresholds: Thresholds,
  strict: boolean,
): Promise<Map<string, Judgement>> {
  const judgements = new Map<string, Judgement>();
  for (const result of results) {
    const gate = await loadGate(registry, result.id);
    addJudgement(judgements, gate.id, await judgeResult(gate, result, runDir, thresholds, strict));
  }
  return judgements;
}

/** Judges one result in the folder that it lies in; the files are named from the run's own. */
export async function judgeResult(
  gate: AnyGate,
  result: ReportGate,
  runDir: string,
  thresholds: Thresholds,
  strict = false,
): Promise<Judgement> {
  const { folder } = result;
  if (folder === undefined) return judgeGate(gate, result, runDir, thresholds, strict);
  const judgement = await judgeGate(gate, result, join(runDir, folder), thresholds, strict);
  return { ...judgement, files: judgement.files.map(({ path, sha256 }) => ({ path: `${folder}/${path}`, sha256 })) };
}

/** The system starts once in every shard and after every interruption: of several judgements the worst stands. */
export function addJudgement(judgements: Map<string, Judgement>, gate: string, judgement: Judgement): void {
  const known = judgements.get(gate);
  if (!known) {
    judgements.set(gate, judgement);
    return;
  }
  const worst = badness(judgement) > badness(known) ? judgement : known;
  judgements.set(gate, { ...worst, files: [...known.files, ...judgement.files] });
}

function badness({ answers, problem }: Judgement): number {
  if (answers.some(({ verdict }) => verdict === 'FAIL')) return 3;
  if (problem !== undefined) return 2;
  return answers.some(({ verdict }) => verdict === 'INCONCLUSIVE') ? 1 : 0;
}
