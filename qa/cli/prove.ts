import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReportFault } from '@transkeep/reports/contract/index.ts';
import type { Fault } from '../faults/fault.ts';
import { hashFaults } from '../faults/hash-fault.ts';
import { InterruptedSession } from '../faults/interrupted.ts';
import { lanesOf } from '../faults/lanes.ts';
import { faultStatuses, readLedger, writeLedger } from '../faults/ledger.ts';
import { loadFaults } from '../faults/load-faults.ts';
import { type Proof, proveLane, takeSnapshot } from '../faults/prove.ts';
import { selectFaults } from '../faults/select-faults.ts';
import { readCommit } from '../run/environment.ts';
import { EXIT } from '../run/errors.ts';
import { claim } from '../run/owner.ts';
import { pastDurations } from '../run/plan/estimates.ts';
import type { Harness } from '../run/run.ts';
import { createDisplay } from './display.ts';
import { untilInterrupted } from './interrupt.ts';
import { ledgerFile } from './ledger-status.ts';
import type { ProveCommand } from './options.ts';
import { proofTable } from './proof-table.ts';

/**
 * `readiness prove`. Faults that are named are proven; without names those that the ledger does not hold for the code as it stands, which is also how
 * a session goes on that was interrupted. Exit code: 0 all proven, 1 one went unnoticed or was misnamed, 2 not all could run, 130 interrupted.
 * Throws UsageError while another session proves in the same checkout.
 */
export async function proveFaults(command: ProveCommand, harness: Harness, plain: boolean): Promise<number> {
  // One session per checkout, wherever its runs are kept: two would write one ledger.
  const folder = join(harness.repoRoot, '.local/proofs');
  await mkdir(folder, { recursive: true });
  const release = await claim(folder);
  try {
    return await prove(command, harness, plain);
  } finally {
    await release();
  }
}

async function prove(command: ProveCommand, harness: Harness, plain: boolean): Promise<number> {
  const all = await loadFaults();
  const selected = selectFaults(all, command.ids);
  const onlyNew = command.stale || (command.ids.length === 0 && !command.all);
  const display = createDisplay(process.stderr, { plain });
  const interrupt = untilInterrupted(display.note);
  try {
    await using snapshot = await takeSnapshot(harness.repoRoot);
    const hashes = await hashFaults(selected, harness.criteria, snapshot.healthy);
    const statuses = faultStatuses(selected, await readLedger(ledgerFile), hashes);
    const proven = statuses.filter(({ status }) => onlyNew && status === 'proven');
    const faults = selected.filter(({ id }) => !proven.some((status) => status.id === id));
    const lanes = await lanesOf(faults, harness, await pastDurations(command.out, 'full'));
    process.stdout.write(firstLine(faults, proven, minutes(lanes.reduce((sum, { estimateMs }) => sum + estimateMs, 0))));

    const { commit } = await readCommit(harness.repoRoot);
    const session = await InterruptedSession.open(join(command.out, 'interrupted.json'));
    const hashOf = ({ id }: Fault): string => hashes.get(id) ?? '';
    const proofs: Proof[] = [];
    for (const lane of lanes) {
      if (interrupt.signal.aborted) break;
      display.note(`── ${lane.name}: ${lane.faults.length} faults, about ${minutes(lane.estimateMs)}`);
      const done = await proveLane(lane, snapshot, harness, {
        outDir: command.out,
        signal: interrupt.signal,
        events: display,
        step: (text) => display.note(`── ${text}`),
        earlier: (fault) => session.get(hashOf(fault)),
        faultyRunDone: (fault, run) => session.add(hashOf(fault), run),
      });
      proofs.push(...done);
      const provenAt = new Date().toISOString();
      const entries = done
        .filter(({ outcome }) => outcome === 'proven')
        .map(({ fault, note }) => ({ fault: fault.id, clause: fault.clause, hash: hashOf(fault), reason: note, provenAt, commit }));
      if (entries.length > 0) await writeLedger(ledgerFile, entries, all);
    }
    display.close();
    process.stdout.write(`\n${proofTable(proofs, proven)}`);
    if (interrupt.signal.aborted) return EXIT.interrupted;
    await session.end();
    return exitCode(faults, proofs);
  } finally {
    display.close();
    interrupt.release();
  }
}

function exitCode(faults: readonly Fault[], proofs: readonly Proof[]): number {
  if (proofs.some(({ outcome }) => outcome === 'unnoticed' || outcome === 'misnamed')) return 1;
  return proofs.length === faults.length && proofs.every(({ outcome }) => outcome === 'proven') ? 0 : 2;
}

function firstLine(faults: readonly Fault[], proven: readonly ReportFault[], time: string): string {
  const known = proven.length > 0 ? `${proven.length} are proven for this code already (--all proves them again)` : '';
  if (faults.length === 0) return `readiness: prove: nothing to do, ${known}\n`;
  return `readiness: prove ${faults.length} faults, about ${time}: ${faults.map(({ id }) => id).join(', ')}${known && `; ${known}`}\n`;
}

function minutes(ms: number): string {
  return ms < 90_000 ? `${Math.ceil(ms / 1000)} s` : `${Math.ceil(ms / 60_000)} min`;
}
