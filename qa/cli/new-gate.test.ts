import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { UsageError } from '../run/errors.ts';
import { newFault } from './new-fault.ts';
import { newGate } from './new-gate.ts';

const REGISTRY = `export const gates = {
  axe: () => import('../gates/axe/gate.ts'),
  'edge-tls': () => import('@transkeep/security/gates/edge-tls/gate.ts'),
  'unit-tests': () => import('../gates/unit-tests/gate.ts'),
};
`;
let root: string;
const registry = () => readFile(join(root, 'qa/cli/gates.ts'), 'utf8');

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'new-'));
  await mkdir(join(root, 'qa/cli'), { recursive: true });
  await mkdir(join(root, 'qa/faults/seeded'), { recursive: true });
  await writeFile(join(root, 'qa/cli/gates.ts'), REGISTRY);
});
afterEach(() => rm(root, { recursive: true, force: true }));

test('a gate is five files and one line, in its place', async () => {
  const made = await newGate('image-scan', root);
  expect(made).toEqual([
    ...['evidence', 'gather', 'evaluate', 'evaluate.test', 'gate'].map((name) => `qa/gates/image-scan/${name}.ts`),
    'qa/cli/gates.ts',
  ]);
  await newGate('zap', root);
  await newGate('a1', root);
  const lines = (await registry()).split('\n').map((line) => /^ {2}(\S+):/.exec(line)?.[1]);
  expect(lines.filter(Boolean)).toEqual(['a1', 'axe', "'edge-tls'", "'image-scan'", "'unit-tests'", 'zap']);
});

test.each([undefined, '', 'ImageScan', 'image_scan', '../x', '-x', 'x-', 'a b', '1x', 'x'.repeat(41), 'edge-tls'])(
  'the id %s is refused in one line, and nothing is written',
  async (id) => {
    const refused = newGate(id as string, root);
    await expect(refused).rejects.toThrow(UsageError);
    await expect(refused).rejects.toThrow(/^[^\n]+$/);
    expect(await registry()).toBe(REGISTRY);
  },
);

test('a fault is one file, and never written over', async () => {
  expect(await newFault('lock-lost', root)).toEqual(['qa/faults/seeded/lock-lost.ts']);
  await expect(newFault('lock-lost', root)).rejects.toThrow('there is a fault lock-lost already');
  await expect(newFault('LockLost', root)).rejects.toThrow(UsageError);
});
