import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { StackHandle } from '@transkeep/reports/contract/index.ts';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HarnessError } from '../errors.ts';
import { gates } from '../fixtures/fake-gates.ts';
import { loadGate } from '../plan/plan.ts';
import type { DiskLimits } from './disk-guard.ts';
import { familyOf } from './process-family.ts';
import { type GateRun, runGate } from './run-gate.ts';

let runDir: string;
const progress: string[] = [];

beforeEach(async () => {
  runDir = await mkdtemp(join(tmpdir(), 'run-gate-'));
  process.env.FAKE_RUN_DIR = runDir;
  progress.length = 0;
});
afterEach(() => rm(runDir, { recursive: true, force: true }));

async function run(
  id: string,
  signal = new AbortController().signal,
  stack: StackHandle | null = null,
  disk?: DiskLimits,
): Promise<GateRun> {
  return runGate(await loadGate(gates, id), {
    registryUrl: pathToFileURL(join(import.meta.dirname, '../fixtures/fake-gates.ts')).href,
    runDir,
    repoRoot: resolve(import.meta.dirname, '../../..'),
    profile: 'smoke',
    tools: {},
    toolVersions: { node: 'v24', k6: '2.2.0' },
    stack,
    runMark: 'run',
    gathered: [],
    signal,
    graceMs: 500,
    ...(disk && { disk }),
    progress: (text) => progress.push(text),
  });
}

const read = async (gate: string, file: string) => JSON.parse(await readFile(join(runDir, 'evidence', gate, file), 'utf8'));

describe('a gate that works', () => {
  test('leaves evidence, raw files and a manifest of how they came to be', async () => {
    expect(await run('good')).toMatchObject({ outcome: 'ran', reason: 'evidence saved' });
    expect(await read('good', 'evidence.json')).toEqual({ count: 42 });
    const manifest = await read('good', 'manifest.json');
    expect(manifest.commands).toEqual([{ command: 'node -e console.log("41")', exitCode: 0 }]);
    expect(manifest.files.map(({ path }: { path: string }) => path)).toEqual(['evidence/good/evidence.json', 'evidence/good/raw.txt']);
    expect(manifest.tools).toEqual({ node: 'v24' });
    expect(progress).toEqual(['counting']);
  });
});

describe('secrets', () => {
  const handle = {
    users: [{ email: 'ana@example.org', password: 'kfwq-2mzt-x7ha-9dre', role: 'user', userId: 'u', accessToken: 'opaque-access-token-1' }],
    jwtSecret: 'signing-key-0815',
    databaseUrl: 'postgres://app:database-pass-1@127.0.0.1/db',
    caFile: '',
  } as unknown as StackHandle;

  test('of system and environment are taken out of everything that is kept, and the canary proves it', async () => {
    expect(await run('tells-secrets', undefined, handle)).toMatchObject({ outcome: 'ran' });
    const folder = join(runDir, 'evidence/tells-secrets');
    const kept = await readdir(folder);
    expect(kept.sort()).toEqual(['evidence.json', 'gate-output.log', 'manifest.json', 'said.json', 'said.json.gz', 'trace.zip']);
    const texts = await Promise.all(kept.filter((name) => !/gz|zip/.test(name)).map((name) => readFile(join(folder, name), 'utf8')));
    texts.push(gunzipSync(await readFile(join(folder, 'said.json.gz'))).toString());
    texts.push(Buffer.from(unzipSync(await readFile(join(folder, 'trace.zip')))['inside.txt'] ?? []).toString());
    for (const text of texts) {
      expect(text).toContain('[redacted]');
      expect(text).not.toMatch(/canary-|kfwq-2mzt|opaque-access|signing-key-0815|database-pass/);
    }
  });

  test('that redaction cannot take out: the file is not kept, and there is no verdict', async () => {
    const reason = 'picture.png held the canary of this gate and was not kept';
    expect(await run('smuggles')).toMatchObject({ outcome: 'failed', reason });
    expect((await read('smuggles', 'manifest.json')).files.map(({ path }: { path: string }) => path)).toEqual([
      'evidence/smuggles/evidence.json',
    ]);
  });

  test('in what a gate throws do not reach the report', async () => {
    expect(await run('throws-secrets')).toMatchObject({ outcome: 'failed', reason: 'cannot sign in with [redacted]' });
  });
});

describe('a gate that does not', () => {
  test.each([
    ['throws', 'the world is not there'],
    ['exits', 'its process ended with exit code 0 and no result'],
    ['killed', 'its process was killed by SIGKILL'],
    ['garbage', 'the evidence of garbage is misshapen: /count must be number'],
    ['not-a-number', 'the evidence of not-a-number is misshapen: /count must be number'],
    ['nothing', 'the gate nothing gathered nothing'],
    ['hangs', 'stopped at its time limit of 1 s'],
    ['spins', 'stopped at its time limit of 1 s'],
    ['undeclared', "the gate undeclared uses the system without declaring needs: ['stack']"],
  ])('%s: fails with its reason, and still leaves a manifest', async (id, reason) => {
    expect(await run(id)).toMatchObject({ outcome: 'failed', reason });
    expect((await read(id, 'manifest.json')).gate).toBe(id);
    await expect(read(id, 'evidence.json')).rejects.toThrow('ENOENT');
  });

  test('keeps the stack of what it threw as evidence', async () => {
    await run('throws');
    expect(await readFile(join(runDir, 'evidence/throws/gate-output.log'), 'utf8')).toContain('fake-gates.ts');
  });

  test('leaks a process: named, ended, and no verdict', async () => {
    const { outcome, reason } = await run('leaks');
    expect(outcome).toBe('failed');
    const pid = Number(/^left processes running: \S+ \((\d+)\)$/.exec(reason)?.[1]);
    expect(pid).toBeGreaterThan(0);
    expect(await familyOf(pid, 'no mark')).toEqual([]);
  });

  test('leaks a port: named with who listens on it', async () => {
    const { outcome, reason } = await run('listens');
    expect(outcome).toBe('failed');
    const port = /port (\d+)/.exec(await readFile(join(runDir, 'evidence/listens/gate-output.log'), 'utf8'))?.[1];
    expect(reason).toMatch(/^left processes running: \S+ \(\d+, listening on port \d+\)$/);
    expect(reason).toContain(`listening on port ${port}`);
    // It is free again.
    await new Promise<void>((resolve, reject) => {
      const server = createServer().once('error', reject);
      server.listen(Number(port), '127.0.0.1', () => server.close(() => resolve()));
    });
  });

  test('forks a daemon that belongs to nobody: named and ended all the same', async () => {
    expect(await run('forks-a-daemon')).toMatchObject({
      outcome: 'failed',
      reason: expect.stringMatching(/^left processes running: sleep/),
    });
    expect(await sleepers()).toEqual([]);
  });

  test('prints megabytes: the end of them is kept, and they hold nobody up', async () => {
    expect(await run('prints')).toMatchObject({ outcome: 'ran' });
    expect((await readFile(join(runDir, 'evidence/prints/gate-output.log'))).length).toBeLessThanOrEqual(64 * 1024);
  });

  test.each(['hoards', 'hoards-evidence'])(
    'fills the disk (%s): stopped before the others are hit, and what it wrote is gone',
    async (id) => {
      const before = await sizeOf(runDir);
      // As on a disk with hardly anything left.
      const limits = { reserveBytes: Number.MAX_SAFE_INTEGER, blameBytes: 4 * 1024 * 1024 };
      const { outcome, reason } = await run(id, undefined, null, limits);
      expect(outcome).toBe('failed');
      expect(reason).toMatch(/^stopped as it fills the disk: \d+ MiB written, \d+ MiB left/);
      expect((await sizeOf(runDir)) - before).toBeLessThan(1024 * 1024);
      expect(await run('good', undefined, null, limits)).toMatchObject({ outcome: 'ran' });
    },
  );

  test('hangs with children that ignore SIGTERM: all of them end', async () => {
    expect(await run('hangs-with-children')).toMatchObject({ outcome: 'failed', reason: 'stopped at its time limit of 2 s' });
    expect(await sleepers()).toEqual([]);
  });

  test('is interrupted: it ends at once', async () => {
    const controller = new AbortController();
    const started = performance.now();
    const running = run('slow', controller.signal);
    controller.abort();
    expect(await running).toMatchObject({ outcome: 'failed', reason: 'interrupted' });
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  test('cannot write evidence: the harness fails, in one line that says what to do', async () => {
    const running = run('full-disk');
    await expect(running).rejects.toThrow(HarnessError);
    await expect(running).rejects.toThrow(/^cannot write evidence: .*--out/);
  });
});

/** Processes that `hangs-with-children` started and that should be gone. */
async function sleepers(): Promise<string[]> {
  const found: string[] = [];
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const command = await readFile(`/proc/${pid}/cmdline`, 'latin1').catch(() => '');
    const environment = await readFile(`/proc/${pid}/environ`, 'latin1').catch(() => '');
    if (environment.includes(`FAKE_RUN_DIR=${runDir}`) && /sleep.1000|setInterval/.test(command)) found.push(command);
  }
  return found;
}

async function sizeOf(folder: string): Promise<number> {
  const entries = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const sizes = await Promise.all(entries.map((entry) => stat(join(entry.parentPath, entry.name))));
  return sizes.reduce((sum, { size }) => sum + size, 0);
}
