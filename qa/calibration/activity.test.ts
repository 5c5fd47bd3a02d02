import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { activityBetween, parseProcess, type Snapshot, takeSnapshot, ticksOfFamilies, totals } from './activity.ts';

describe('the kernel’s own numbers', () => {
  test('of all cores: steal and busy are parts of the whole, guests are not counted twice', () => {
    const stat = 'cpu  100 20 30 400 5 1 2 7 50 0\ncpu0 1 1 1 1 1 1 1 1 0 0\n';
    expect(totals(stat)).toEqual({ total: 565, steal: 7, busy: 150 });
  });

  test('of a process: brackets and blanks in its name change nothing', () => {
    const stat = '42 (a) b (c) R 7 42 42 0 -1 4194304 1 2 3 4 11 22 33 44 20 0 1';
    expect(parseProcess(42, stat)).toEqual({ pid: 42, parent: 7, ticks: 110 });
  });

  test('of families: roots and all below them, each once', () => {
    const processes = [
      { pid: 1, parent: 0, ticks: 1 },
      { pid: 2, parent: 0, ticks: 10 },
      { pid: 3, parent: 2, ticks: 100 },
      { pid: 4, parent: 3, ticks: 1_000 },
    ];
    expect(ticksOfFamilies(processes, [2, 3])).toBe(1_110);
    expect(ticksOfFamilies(processes, [9])).toBe(0);
  });
});

describe('between two snapshots', () => {
  const before: Snapshot = { atMs: 0, total: 1_000, steal: 0, busy: 500, known: 400, system: 300 };

  test('what is busy and not known is foreign', () => {
    const after = { atMs: 5_000, total: 2_000, steal: 20, busy: 900, known: 500, system: 350 };
    expect(activityBetween(before, after)).toEqual({ ms: 5_000, steal: 0.02, foreign: 0.3, system: 0.05 });
  });

  test('nothing is negative, and no time is no share', () => {
    expect(activityBetween(before, { ...before, known: 450 })).toEqual({ ms: 0, steal: 0, foreign: 0, system: 0 });
    expect(activityBetween(before, { ...before, atMs: 10, total: 1_100, known: 450 }).foreign).toBe(0);
  });
});

test.runIf(process.platform === 'linux')('a real program is foreign unless it is named as ours', async () => {
  // Its parent ends at once: what this process starts itself is always ours.
  const shell = `"${process.execPath}" -e 'for (;;);' > /dev/null 2>&1 & echo $!`;
  const pid = Number((await promisify(execFile)('sh', ['-c', shell])).stdout);
  try {
    const both = async () => ({ named: await taken([pid]), unnamed: await taken([]) });
    const before = await both();
    let after = await both();
    // Until the kernel has seen it at work for 0.2 s, however crowded this machine is.
    while (after.named.system - before.named.system < 20) after = await both();
    const named = activityBetween(before.named, after.named);
    const unnamed = activityBetween(before.unnamed, after.unnamed);
    expect(named.system).toBeGreaterThan(unnamed.system);
    expect(unnamed.foreign).toBeGreaterThan(named.foreign);
  } finally {
    process.kill(pid, 'SIGKILL');
  }
});

async function taken(ours: readonly number[]): Promise<Snapshot> {
  const snapshot = await takeSnapshot(ours);
  if (!snapshot) throw new Error('no /proc');
  return snapshot;
}
