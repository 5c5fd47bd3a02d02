import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Program, runProgram, StackError, startProgram, untilReady } from './process.ts';

let logDir: string;
beforeEach(async () => {
  logDir = await mkdtemp(join(tmpdir(), 'transkeep-process-'));
});
afterEach(() => rm(logDir, { recursive: true }));

const node = (script: string, more: Partial<Program> = {}): Program => ({
  name: 'part',
  command: process.execPath,
  args: ['-e', script],
  ...more,
});

describe('a program', () => {
  it('writes to its log, reads its input, and its output is returned', async () => {
    const output = await runProgram(node('process.stdin.pipe(process.stdout)', { input: 'hello' }), { logDir });
    expect(output).toBe('hello');
    expect(await readFile(join(logDir, 'part.log'), 'utf8')).toBe('hello');
  });

  it.each([
    [
      'its error line, not the stack below it',
      'console.log("starting"); throw new TypeError("no such port")',
      /exit 1\): TypeError: no such port/,
    ],
    [
      'the message of a structured log line',
      `console.log(JSON.stringify({ level: 50, msg: "Redis refused", err: { message: "ECONNREFUSED" } })); process.exit(1)`,
      /Redis refused: ECONNREFUSED/,
    ],
    ['that it said nothing', 'process.exit(7)', /exit 7\): it said nothing/],
  ])('that fails is reported with %s', async (_what, script, message) => {
    const failing = runProgram(node(script), { logDir });
    await expect(failing).rejects.toThrow(StackError);
    await expect(failing).rejects.toThrow(message);
  });

  it('that ignores the polite signal is killed', async () => {
    const program = startProgram(
      node('process.on("SIGTERM", () => {}); console.log("up"); setInterval(() => {}, 1000)', { stopTimeoutMs: 100 }),
      { logDir },
    );
    await untilReady(program, async () => (await readFile(program.logFile, 'utf8')).includes('up'));
    await program.stop();
    expect(await program.exited).toEqual({ code: null, signal: 'SIGKILL' });
  });

  it('that ends before it is ready is said at once', async () => {
    const program = startProgram(node('throw new Error("address in use")'), { logDir });
    await expect(untilReady(program, async () => false)).rejects.toThrow(/part ended with exit code 1: Error: address in use/);
  });

  it('that never becomes ready is said after its time', async () => {
    const program = startProgram(node('setInterval(() => {}, 1000)'), { logDir });
    await expect(untilReady(program, async () => false, 50)).rejects.toThrow(/did not become ready within 0.05 s/);
    await program.stop();
  });

  it('does not start once the whole is called off', () => {
    expect(() => startProgram(node(''), { logDir, signal: AbortSignal.abort() })).toThrow(/called off/);
  });
});
