import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyCheckout } from '../faults/checkout-copy.ts';
import { repoRoot } from '../setup/locate.mjs';

const execute = promisify(execFile);
let folder: string;
let copy: string;
const node = (...args: string[]) =>
  execute(process.execPath, args, { cwd: copy }).then(
    ({ stdout }) => ({ code: 0, stdout, stderr: '' }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, stdout, stderr }),
  );
const packaged = (file: string) => join('node_modules', file);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'new-gate-'));
  copy = join(folder, 'copy');
  await copyCheckout(repoRoot, copy);
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

test('a new gate type-checks, lints, its test passes, and it says INCONCLUSIVE', async () => {
  expect(await node('qa/cli/new.ts', 'gate', 'made-up')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('qa/gates/made-up/gate.ts'),
  });
  const files = ['qa/gates/made-up', 'qa/cli/gates.ts'];
  expect(await node(packaged('@biomejs/biome/bin/biome'), 'check', ...files)).toMatchObject({ code: 0 });
  await writeFile(join(copy, 'made-up.json'), JSON.stringify({ extends: './tsconfig.json', include: ['qa/gates/made-up'] }));
  expect(await node(packaged('typescript/bin/tsc'), '-p', 'made-up.json')).toMatchObject({ code: 0, stdout: '' });
  expect(await node(packaged('vitest/vitest.mjs'), 'run', '--project', 'unit', 'qa/gates/made-up')).toMatchObject({ code: 0 });
  expect(await node('qa/cli/new.ts', 'gate', 'made-up')).toEqual({ code: 4, stdout: '', stderr: 'new: there is a gate made-up already\n' });
}, 120_000);
