import { rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Criterion, Report } from '@transkeep/reports/contract/index.ts';
import { appendHistory, historyEntry, readHistory } from '@transkeep/reports/history.ts';
import { writeIndex } from '@transkeep/reports/index/write.ts';
import { writeChecksums } from './evidence/checksums.ts';
import { storing } from './evidence/evidence-store.ts';
import { type Signer, signRun, writePublicKey } from './evidence/signing.ts';
import { criteriaOf } from './plan/selection.ts';
import type { RunRecord } from './record.ts';
import { assemble } from './verdicts/assemble.ts';
import type { Judgement } from './verdicts/judge.ts';
import { HISTORY, lookBack, samplesOf } from './verdicts/look-back.ts';

/** What finishing a run takes, whichever way its evidence came together (one run, a resumed one, merged shards). */
export interface Finishing {
  /** Holds `evidence/`; gets everything else. */
  readonly runDir: string;
  /** Where runs are kept. */
  readonly outDir: string;
  readonly criteria: readonly Criterion[];
  /** Absent or null: the run stays unsigned, and says so. */
  readonly signer?: Signer | null;
  render(report: Report, options: { outDir: string }): Promise<unknown>;
}

/** Record + judgements → report, written with everything it rests on. Throws HarnessError when it cannot be written. */
export async function finishRun(
  gathered: RunRecord,
  judgements: ReadonlyMap<string, Judgement>,
  { runDir, outDir, criteria, signer, render }: Finishing,
): Promise<Report> {
  const history = isWholeStage(gathered) ? { history: await lookBack(outDir, gathered) } : {};
  const record: RunRecord = { ...gathered, ...history, signedBy: signer?.keyId ?? null };
  const report = assemble(record, criteriaOf(record, criteria), judgements);
  await storing(() => writeFile(join(runDir, 'run.json'), `${JSON.stringify(record, null, 1)}\n`));
  await storing(() => render(report, { outDir: runDir }));
  if (signer) await writePublicKey(runDir, signer);
  // Signed before the sums are in place: a run with sums is finished.
  await writeChecksums(runDir, signer ? (sums) => signRun(runDir, record, report.verdict, sums, signer) : undefined);
  if (isWholeStage(record) && report.complete) {
    // The history last of what a killed harness leaves undone: `resume` sees by it that there is something to do.
    await linkLatest(outDir, record.runId);
    await storing(() => appendHistory(join(outDir, HISTORY), historyEntry(report, relative(outDir, runDir), samplesOf(judgements))));
    await storing(() => writeIndex(outDir));
  }
  return report;
}

/** The whole stage under full load: what `latest` and the history are made of, and what can be compared with them. */
export function isWholeStage({ selection, profile, shard }: RunRecord): boolean {
  return selection === null && profile === 'full' && shard === undefined;
}

export async function isInHistory(outDir: string, runId: string): Promise<boolean> {
  return (await readHistory(join(outDir, HISTORY))).entries.some((entry) => entry.runId === runId);
}

/** Renamed into place, so that a reader never finds the link gone. */
async function linkLatest(outDir: string, runId: string): Promise<void> {
  const fresh = join(outDir, `.latest-${runId}`);
  await rm(fresh, { force: true });
  await storing(() => symlink(runId, fresh));
  await storing(() => rename(fresh, join(outDir, 'latest')));
}
