import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withLock } from './lock.mjs';

let file: string;
beforeEach(async () => {
  file = join(await mkdtemp(join(tmpdir(), 'transkeep-lock-')), 'deep', 'x.lock');
});
afterEach(() => rm(join(file, '..', '..'), { recursive: true }));

describe('a lock', () => {
  it('lets one in at a time, and the next when that has failed', async () => {
    const order: string[] = [];
    const waits: (number | null)[] = [];
    const first = withLock(file, async () => {
      order.push('first in');
      await Promise.resolve();
      order.push('first out');
      throw new Error('failed');
    });
    const second = withLock(
      file,
      () => order.push('second in'),
      (owner) => waits.push(owner),
    );
    await expect(first).rejects.toThrow('failed');
    await second;
    expect(order).toEqual(['first in', 'first out', 'second in']);
    expect(waits).toEqual([process.pid]);
    expect(existsSync(file)).toBe(false);
  });

  it('of a process that is gone is taken over', async () => {
    await withLock(file, () => undefined);
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    await writeFile(file, `${pid}`);
    expect(await withLock(file, () => 'mine')).toBe('mine');
  });
});
