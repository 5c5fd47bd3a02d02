import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { repoRoot } from './locate.mjs';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'transkeep-run-file-'));
});
afterEach(() => rm(dir, { recursive: true }));

/** Runs a script as with-setup does once the machine is ready; the script's own stdout is collected. */
async function run(
  script: string,
  args: string[] = [],
): Promise<{ child: ChildProcess; output: () => string; ended: Promise<number | null> }> {
  const file = join(dir, 'script.ts');
  await writeFile(file, script);
  const runner = `import { runFile } from ${JSON.stringify(join(repoRoot, 'qa/setup/run-file.mjs'))}; runFile(${JSON.stringify(file)}, ${JSON.stringify(args)});`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', runner], { stdio: ['ignore', 'pipe', 'ignore'] });
  let output = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (output += text));
  return { child, output: () => output, ended: once(child, 'close').then(([code]) => code as number | null) };
}

describe('a file that is run', () => {
  it('runs under Node 24 with its arguments, and its exit code is kept', async () => {
    const { output, ended } = await run(
      'const n: string = process.version; console.log(n, ...process.argv.slice(2)); process.exitCode = 42;',
      ['--only', 'a b'],
    );
    expect(await ended).toBe(42);
    expect(output()).toMatch(/^v(2[4-9]|[3-9]\d)\S* --only a b\n$/);
  });

  it('ends with 128 and the number of the signal that killed it', async () => {
    const { ended } = await run("process.kill(process.pid, 'SIGKILL');");
    expect(await ended).toBe(137);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('gets %s once, however often it was sent', async (signal) => {
    const { child, output, ended } = await run(COUNTS_SIGNALS);
    await vi.waitFor(() => expect(output()).toBe('up\n'), { timeout: 10_000 });
    child.kill(signal);
    child.kill(signal);
    await vi.waitFor(() => expect(output()).toContain(signal), { timeout: 10_000 });
    child.kill(signal === 'SIGINT' ? 'SIGHUP' : 'SIGINT');
    expect(await ended).toBe(1);
    expect(output()).toBe(`up\n${signal}\n`);
  });

  it.runIf(process.platform === 'linux')('is asked to end when the one who ran it is killed outright', async () => {
    const told = join(dir, 'told');
    const { child, output } = await run(`
      import { writeFileSync } from 'node:fs';
      process.on('SIGTERM', () => { writeFileSync(${JSON.stringify(told)}, 'SIGTERM'); process.exit(); });
      console.log('up'); setInterval(() => {}, 1000);`);
    await vi.waitFor(() => expect(output()).toBe('up\n'), { timeout: 10_000 });
    child.kill('SIGKILL');
    await vi.waitFor(async () => expect(await readFile(told, 'utf8')).toBe('SIGTERM'), { timeout: 10_000 });
  });
});

/** Says each signal it gets, and ends a second after the first: as long as repeated ones count as one. */
const COUNTS_SIGNALS = `
let count = 0;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {
  count += 1;
  console.log(signal);
  setTimeout(() => process.exit(count), 500);
});
console.log('up'); setInterval(() => {}, 1000);
`;
