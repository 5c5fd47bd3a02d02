import type { ClauseId, ClauseVerdict, EvidenceFile, ReportGate, Thresholds } from '@transkeep/reports/contract/index.ts';
import { CLOCK_JUMP_LIMIT_MS, seconds } from '../clock.ts';
import { EvidenceError, oneLine } from '../errors.ts';
import { filesOf, readJudged } from '../evidence/evidence-store.ts';
import type { AnyGate } from '../plan/plan.ts';

/** What one gate has to say: answers with the evidence they rest on, or why it has none. */
export interface Judgement {
  readonly answers: readonly ClauseVerdict[];
  /** Why there are no answers. */
  readonly problem?: string;
  readonly files: readonly EvidenceFile[];
  /** Raw samples by clause, for the comparison with other runs, where the gate offers them. */
  readonly samples?: Readonly<Partial<Record<ClauseId, readonly number[]>>>;
}

/**
 * Judges what a gate saved: evidence + thresholds → verdicts. Used by the run and by `verify` alike, always on what
 * was read back from disk. Missing, changed or misshapen evidence is a problem with a reason, never a pass; `strict` rethrows it
 * as EvidenceError for `verify`.
 */
export async function judgeGate(
  gate: AnyGate,
  result: ReportGate,
  runDir: string,
  thresholds: Thresholds,
  strict = false,
): Promise<Judgement> {
  if (result.outcome === 'skipped') return { answers: [], problem: result.reason, files: [] };
  if (result.outcome === 'failed') return { answers: [], problem: `${gate.id}: ${result.reason}`, files: await filesOf(runDir, gate.id) };
  let files: readonly EvidenceFile[] = [];
  try {
    const { evidence, manifest } = await readJudged(runDir, gate.id, gate.schema);
    files = manifest.files;
    const jumpMs = manifest.clockJumpMs ?? 0;
    if (gate.exclusive && Math.abs(jumpMs) > CLOCK_JUMP_LIMIT_MS)
      return { answers: [], problem: `the clock jumped by ${seconds(jumpMs)} while ${gate.id} measured time`, files };
    const samples = gate.samples?.(evidence);
    return { answers: gate.evaluate(evidence, thresholds), files, ...(samples && { samples }) };
  } catch (error) {
    if (strict && error instanceof EvidenceError) throw error;
    return { answers: [], problem: `${gate.id} could not be judged: ${oneLine(error)}`, files };
  }
}
