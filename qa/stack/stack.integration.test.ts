import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { request } from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StackHandle } from '@transkeep/reports/contract/index.ts';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { repoRoot } from '../setup/locate.mjs';
import { type RunningStack, startStack } from './index.ts';
import { freePort } from './ports.ts';
import { descendantsOf, stillRunning } from './processes-of.ts';
import { buildWeb } from './web-build.ts';

const STOP_LIMIT_MS = 5_000;
const READY_TIMEOUT_MS = 90_000;
const localDir = join(repoRoot, '.local');

/** `npm start` without npm: `start.ts` as a process of its own, and what it said. */
class Start {
  readonly child: ChildProcess;
  readonly exited: Promise<number | null>;
  stdout = '';
  stderr = '';

  constructor(args: readonly string[]) {
    this.child = spawn(process.execPath, [join(repoRoot, 'qa/stack/start.ts'), ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.stdout += text));
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    this.exited = once(this.child, 'close').then(([code]) => code as number | null);
  }

  get pid(): number {
    return this.child.pid as number;
  }

  /** The file it wrote for tools. Rejects when it ends instead of becoming ready. */
  async ready(): Promise<{ file: string; stack: StackHandle }> {
    await vi.waitFor(() => expect(this.stdout + (this.child.exitCode ?? '')).toMatch(/Ready in|\d$/), {
      timeout: READY_TIMEOUT_MS,
      interval: 50,
    });
    const file = readdirSync(localDir).find((name) => name.startsWith(`stack-${this.pid}-`));
    if (!file) throw new Error(`it did not start: ${this.stderr}`);
    return { file: join(localDir, file), stack: JSON.parse(readFileSync(join(localDir, file), 'utf8')) };
  }
}

// Built before, or the first start would be the web build's time.
beforeAll(() => buildWeb({ logDir: tmpdir() }, () => {}), 300_000);

let started: Start | undefined;

async function start(): Promise<Start> {
  started = new Start(['--port', `${await freePort()}`]);
  return started;
}

afterEach(async () => {
  started?.child.kill('SIGTERM');
  await started?.exited;
  started = undefined;
});

describe('npm start', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'starts everything, and at %s leaves nothing behind within 5 s',
    async (signal) => {
      const system = await start();
      const { file, stack } = await system.ready();
      const names = stack.processes.map(({ name }) => name);
      expect(names).toEqual(['api-1', 'api-2', 'worker-1', 'worker-2', 'edge', 'postgres', 'redis-queue', 'redis-cache', 's3']);
      expect(stack.users.map(({ role }) => role).sort()).toEqual(['admin', 'user', 'user']);
      expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(JSON.stringify(stack)).not.toMatch(/jwtSecret|userSeeder/);
      expect(await statusOf(stack.webUrl, stack.caFile)).toBe(200);
      const pids = descendantsOf(system.pid);
      expect(pids).toEqual(expect.arrayContaining(stack.processes.map(({ pid }) => pid)));

      const asked = performance.now();
      system.child.kill(signal);
      expect(await system.exited).toBe(0);
      expect(performance.now() - asked).toBeLessThan(STOP_LIMIT_MS);
      expect(stillRunning(pids)).toEqual([]);
      expect(existsSync(file)).toBe(false);
      expect(existsSync(stack.caFile)).toBe(false);
    },
    READY_TIMEOUT_MS + 10_000,
  );

  it(
    'ends with one line and 1 when a part dies, and takes the rest down',
    async () => {
      const system = await start();
      const { stack } = await system.ready();
      const pids = descendantsOf(system.pid);
      process.kill(pidOf(stack, 'worker-2'), 'SIGKILL');
      expect(await system.exited).toBe(1);
      expect(system.stderr.split('\n').filter((line) => line.startsWith('start: '))).toEqual([
        expect.stringMatching(/worker-2 was killed by SIGKILL/),
      ]);
      expect(stillRunning(pids)).toEqual([]);
    },
    READY_TIMEOUT_MS + 10_000,
  );

  it.runIf(process.platform === 'linux')(
    'leaves nothing running even when it is killed outright',
    async () => {
      const system = await start();
      await system.ready();
      const pids = descendantsOf(system.pid);
      system.child.kill('SIGKILL');
      await system.exited;
      await vi.waitFor(() => expect(stillRunning(pids)).toEqual([]), { timeout: STOP_LIMIT_MS, interval: 50 });
    },
    READY_TIMEOUT_MS + 10_000,
  );

  it('says which port is taken, and how to choose another', async () => {
    const occupant = createServer().listen(0, '127.0.0.1');
    await once(occupant, 'listening');
    const { port } = occupant.address() as { port: number };
    const system = new Start(['--port', `${port}`]);
    expect(await system.exited).toBe(1);
    occupant.close();
    expect(system.stderr).toMatch(new RegExp(`^start: port ${port} is taken: .*--port\n$`));
  });

  it('refuses an unknown option with one line and 4', async () => {
    const system = new Start(['--kep']);
    expect(await system.exited).toBe(4);
    expect(system.stderr).toBe("start: Unknown option '--kep'; --help lists the options\n");
  });
});

describe('a stack', () => {
  let stack: RunningStack | undefined;
  afterEach(() => stack?.stop());

  it(
    'answers every request while one of its two APIs is killed, and says who died',
    async () => {
      stack = await startStack();
      const { webUrl, caFile } = stack;
      process.kill(pidOf(stack, 'api-1'), 'SIGKILL');
      const statuses = await Promise.all(Array.from({ length: 40 }, () => statusOf(`${webUrl}/health/ready`, caFile)));
      expect(statuses).toEqual(Array.from({ length: 40 }, () => 200));
      expect((await stack.crashed).message).toMatch(/^api-1 was killed by SIGKILL/);
    },
    READY_TIMEOUT_MS,
  );

  it('can be called off while it starts', async () => {
    const calledOff = new AbortController();
    const starting = startStack({ signal: calledOff.signal, progress: (text) => text.includes('APIs') && calledOff.abort() });
    await expect(starting).rejects.toThrow(/called off|killed/);
    expect(stillRunning(descendantsOf(process.pid)).filter((name) => /postgres|caddy|versitygw/.test(name))).toEqual([]);
  });
});

function pidOf(stack: StackHandle, name: string): number {
  const found = stack.processes.find((process) => process.name === name);
  if (!found) throw new Error(`no process ${name}`);
  return found.pid;
}

async function statusOf(url: string, caFile: string): Promise<number | undefined> {
  const call = request(url, { ca: readFileSync(caFile), agent: false }).end();
  const [response] = await once(call, 'response');
  response.resume();
  return response.statusCode;
}
