import { join } from 'node:path';
import { EXIT } from '../run/errors.ts';
import { loadPublicKey } from '../run/evidence/signing.ts';
import { mergeRuns } from '../run/merge.ts';
import type { Opening } from '../run/opening.ts';
import { readOpening } from '../run/opening.ts';
import { shardName } from '../run/plan/shards.ts';
import { resumeRun } from '../run/resume.ts';
import { type FinishedRun, type Harness, type RunEvents, runReadiness } from '../run/run.ts';
import { createDisplay } from './display.ts';
import { untilInterrupted } from './interrupt.ts';
import type { RunCommand } from './options.ts';
import { verdictLines, verdictTable } from './verdict-table.ts';

/** One run of a stage. Gives its exit code. */
export function run(command: RunCommand, harness: Harness, plain: boolean): Promise<number> {
  const { stage, target, only, shard, profile, out } = command;
  const trusted = command.publicKey === undefined ? undefined : loadPublicKey(command.publicKey);
  const candidate = { dir: command.candidate, trusted };
  const options = { stage, target, profile, shard, selection: only, outDir: out, candidate } as const;
  const head = headLine({ stage, target, profile, selection: only && [...only], ...(shard && { shard: shardName(shard) }) });
  return watched(head, plain, (context) => runReadiness(options, harness, context));
}

/** Finishes the run in a folder. */
export async function resume(dir: string, harness: Harness, plain: boolean): Promise<number> {
  const { run: settled } = await readOpening(dir);
  return watched(`${headLine(settled)}, resumed`, plain, (context) => resumeRun(dir, harness, context));
}

/** Makes one run of shards. */
export async function merge(dirs: readonly string[], outDir: string, harness: Harness, plain: boolean): Promise<number> {
  const finished = await mergeRuns(dirs, outDir, harness);
  const { stage, target, profile, selection } = finished.report;
  process.stdout.write(`${headLine({ stage, target, profile, selection })}, merged from ${dirs.length} shards\n`);
  tell(finished, plain);
  return EXIT[finished.report.verdict];
}

type Settled = Pick<Opening['run'], 'stage' | 'target' | 'profile' | 'selection' | 'shard'>;

function headLine({ stage, target, selection, shard, profile }: Settled): string {
  const part = selection ? `only ${selection.join(', ')}` : 'the whole stage';
  return `readiness: stage ${stage}, target ${target}, ${part}${shard ? `, shard ${shard}` : ''}${profile === 'smoke' ? ', smoke profile' : ''}`;
}

async function watched(
  head: string,
  plain: boolean,
  work: (context: { signal: AbortSignal; events: RunEvents }) => Promise<FinishedRun>,
): Promise<number> {
  const display = createDisplay(process.stderr, { plain });
  const interrupt = untilInterrupted(display.note);
  try {
    const planned: RunEvents['planned'] = (plan, runDir) => {
      process.stdout.write(`${head}\n`);
      display.planned(plan, runDir);
    };
    const finished = await work({ signal: interrupt.signal, events: { ...display, planned } });
    display.close();
    tell(finished, plain);
    if (finished.report.complete) return EXIT[finished.report.verdict];
    process.stdout.write(`Resume:  npm run readiness -- resume ${finished.runDir}\n`);
    return EXIT.interrupted;
  } finally {
    display.close();
    interrupt.release();
  }
}

function tell({ report, runDir }: FinishedRun, plain: boolean): void {
  const colour = process.stdout.isTTY && !plain;
  process.stdout.write(`\n${verdictTable(report, { width: process.stdout.columns || 140, colour })}\n`);
  process.stdout.write(verdictLines(report, join(runDir, 'report.html'), { colour }));
}
