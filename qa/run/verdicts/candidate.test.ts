import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadSigner } from '../evidence/signing.ts';
import { fakeCriteria } from '../fixtures/fake-criteria.ts';
import { gates } from '../fixtures/fake-gates.ts';
import { recordOf, saveRun } from '../fixtures/saved-run.ts';
import { loadGate } from '../plan/plan.ts';
import { selectCriteria } from '../plan/selection.ts';
import type { RunRecord } from '../record.ts';
import { assemble } from './assemble.ts';
import { findCandidate } from './candidate.ts';

const commit = 'a'.repeat(40);
const pair = generateKeyPairSync('ed25519');
const pem = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
const criteria = fakeCriteria(['good']).filter(({ id }) => id === 'QA-01');
const harness = { criteria, registry: gates };

let outDir: string;
beforeEach(async () => {
  outDir = await mkdtemp(join(tmpdir(), 'candidate-'));
});
afterEach(() => rm(outDir, { recursive: true, force: true }));

const save = async (minute: number, count: number, record: Partial<RunRecord> = {}, sign = false) =>
  saveRun({
    outDir,
    criteria,
    gathered: [[await loadGate(gates, 'good'), { count }]],
    record: { runId: `20261122T100${minute}00Z-aaaaaaa-0000`, ...record },
    signer: sign ? loadSigner({ pem }) : null,
  });
const find = (change: object = {}) => findCandidate({ outDir, commit, ...change }, harness);

test('a verified GO of the same commit is found, and said which and by whom', async () => {
  await save(1, 42, {}, true);
  expect(await find()).toEqual({
    runId: '20261122T100100Z-aaaaaaa-0000',
    note: expect.stringMatching(/verified, signed by key .*, which was not checked$/),
  });
  expect((await find({ trusted: pair.publicKey })).note).toMatch(/signed by key [0-9a-f]{16}…$/);
});

test('the newest that holds counts; a red one before or after it does not matter to the search, but to the reader', async () => {
  await save(1, 42);
  await save(2, 0);
  expect(await find()).toEqual({ runId: '20261122T100100Z-aaaaaaa-0000', note: '20261122T100100Z-aaaaaaa-0000, verified, unsigned' });
});

test.each<[string, () => Promise<unknown>, object, RegExp]>([
  ['no runs at all', async () => undefined, { outDir: '/none' }, /no candidate run of aaaaaaa in \/none: run the candidate stage/],
  ['another commit', () => save(1, 42, { commit: 'b'.repeat(40) }), {}, /no candidate run of aaaaaaa/],
  ['only a red one', () => save(1, 0), {}, /says NO-GO$/],
  ['a part of the stage', () => save(1, 42, { selection: ['QA-01'] }), {}, /says INCONCLUSIVE$/],
  ['a dirty tree', () => save(1, 42, { dirty: true }), {}, /says INCONCLUSIVE$/],
  ['unsigned, where a key is trusted', () => save(1, 42), { trusted: pair.publicKey }, /cannot be verified: the run is not signed/],
  [
    'signed by another key',
    () => save(1, 42, {}, true),
    { trusted: generateKeyPairSync('ed25519').publicKey },
    /cannot be verified: signed by key/,
  ],
  [
    'changed evidence',
    async () => writeFile(join((await save(1, 42)).runDir, 'evidence/good/raw.txt'), 'other'),
    {},
    /cannot be verified: evidence\/good\/raw.txt was changed/,
  ],
])('%s: nothing to launch on, and why', async (_name, prepare, change, note) => {
  await prepare();
  const found = await find(change);
  expect(found.runId).toBeUndefined();
  expect(found.note).toMatch(note);
});

test('a run that is named must be the one', async () => {
  const { runDir } = await save(1, 42, { commit: 'b'.repeat(40) });
  await save(2, 42);
  expect((await find({ dir: runDir })).note).toBe('20261122T100100Z-aaaaaaa-0000 is of commit bbbbbbb, not of aaaaaaa');
});

test('a launch without one cannot be GO, and says what is missing; with one it says which', () => {
  const launch = (candidate?: RunRecord['candidate']) =>
    assemble(recordOf([], [], { stage: 'launch', ...(candidate && { candidate }) }), selectCriteria([], 'launch', null), new Map());
  expect(launch({ note: 'x says NO-GO' }).caps).toEqual(['launch needs a verified candidate GO of the same commit: x says NO-GO']);
  expect(launch().caps).toEqual(['launch needs a verified candidate GO of the same commit: none was looked for']);
  const stood = launch({ runId: 'x', note: 'x, verified, unsigned' });
  expect(stood.caps).toEqual([]);
  expect(stood.environment.candidate).toBe('x, verified, unsigned');
});
