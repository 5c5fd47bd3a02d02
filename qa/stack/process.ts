import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { compileCache, locate } from '../setup/locate.mjs';

/** Something the system needs did not come up, or went away. One line: what, why, where to look. */
export class StackError extends Error {
  override readonly name = 'StackError';
}

export interface Program {
  /** Name in tables, messages and of its log file. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Asks it to end. Default SIGTERM. */
  readonly stopSignal?: NodeJS.Signals;
  /** How long it may take before it is killed. */
  readonly stopTimeoutMs?: number;
  /** Run as this user: PostgreSQL refuses root. */
  readonly user?: { readonly uid: number; readonly gid: number };
  /** Written to its stdin, which is then closed. */
  readonly input?: string;
}

/** Where programs are started: their logs, and what calls the start of the whole off. */
export interface Host {
  readonly logDir: string;
  /** Aborted: what runs is asked to end, what has not started does not. */
  readonly signal?: AbortSignal | undefined;
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface RunningProgram {
  readonly name: string;
  readonly pid: number;
  readonly logFile: string;
  /** Settles when the process has ended, for whatever reason; never rejects. */
  readonly exited: Promise<Exit>;
  /** Absent while it runs. */
  exit(): Exit | undefined;
  /** Asks it to end, then kills it; resolves when it and whatever it left in its process group are gone. */
  stop(): Promise<void>;
}

/**
 * Starts a long-running program with its output in `<logDir>/<name>.log`.
 *
 * It gets a process group of its own, so that Ctrl-C in a terminal reaches only us and things stop in our order; and,
 * on Linux, the kernel ends it when this process is killed outright (`setpriv --pdeathsig`), so that not even
 * SIGKILL leaves a database behind.
 */
export function startProgram(program: Program, { logDir, signal }: Host): RunningProgram {
  if (signal?.aborted) throw new StackError(`${program.name} was not started: called off`);
  const logFile = join(logDir, `${program.name}.log`);
  const log = openSync(logFile, 'a');
  const [command, args] = withParentDeathSignal(program);
  let child: ChildProcess;
  try {
    child = spawn(command, args, {
      cwd: program.cwd,
      env: { ...minimalEnv(), ...program.env },
      stdio: [program.input === undefined ? 'ignore' : 'pipe', log, log],
      detached: true,
    });
  } finally {
    closeSync(log);
  }
  child.stdin?.end(program.input);

  let exit: Exit | undefined;
  const exited = new Promise<Exit>((resolve) => {
    const ended = (code: number | null, signal: NodeJS.Signals | null) => {
      exit = { code, signal };
      resolve(exit);
    };
    child.once('exit', ended);
    child.once('error', () => ended(127, null));
  });
  const pid = child.pid;
  if (pid === undefined) throw new StackError(`${program.name} could not be started: ${command} cannot be run`);

  const callOff = () => child.kill(program.stopSignal ?? 'SIGTERM');
  signal?.addEventListener('abort', callOff, { once: true });
  void exited.then(() => signal?.removeEventListener('abort', callOff));

  return {
    name: program.name,
    pid,
    logFile,
    exited,
    exit: () => exit,
    async stop() {
      if (!exit) {
        child.kill(program.stopSignal ?? 'SIGTERM');
        const timeout = new AbortController();
        const kill = delay(program.stopTimeoutMs ?? 4_000, undefined, { signal: timeout.signal }).then(
          () => child.kill('SIGKILL'),
          () => undefined,
        );
        await exited;
        timeout.abort();
        await kill;
      }
      killGroup(pid);
    },
  };
}

/** What is left of a process group whose leader has ended: helpers that did not follow it. */
function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** The environment programs get: enough to run, nothing that would make two machines differ. */
function minimalEnv(): Record<string, string> {
  const kept = ['PATH', 'HOME', 'LANG', 'TMPDIR', 'TZ', 'NODE_EXTRA_CA_CERTS', 'NODE_V8_COVERAGE', 'NODE_OPTIONS'];
  const env = Object.fromEntries(kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));
  return { ...env, NODE_COMPILE_CACHE: compileCache };
}

function withParentDeathSignal({ command, args, user, stopSignal }: Program): [string, readonly string[]] {
  const setpriv = process.platform === 'linux' ? locate('setpriv') : null;
  if (!setpriv) {
    if (user)
      throw new StackError('root cannot run PostgreSQL, and `setpriv` (util-linux) is not here to leave root: run as an ordinary user');
    return [command, args];
  }
  const asUser = user ? ['--reuid', `${user.uid}`, '--regid', `${user.gid}`, '--clear-groups', ...SEES_ROOTS_FILES] : [];
  return [setpriv, [...asUser, '--pdeathsig', (stopSignal ?? 'SIGTERM').slice(3), '--', command, ...args]];
}

/**
 * The checkout may lie under /root, where no other user may look: one capability is kept across the change of user. The
 * securebit is for PostgreSQL's own checks by access(2), which otherwise ignores the capabilities of anyone but root.
 */
const SEES_ROOTS_FILES = ['--inh-caps', '+dac_override', '--ambient-caps', '+dac_override', '--securebits', '+no_setuid_fixup'];

/** Runs a program to its end and returns what it wrote. Anything but exit code 0 throws StackError with the last line it said. */
export async function runProgram(program: Program, host: Host): Promise<string> {
  const running = startProgram(program, host);
  const { code, signal } = await running.exited;
  if (code !== 0)
    throw new StackError(`${program.name} failed (${signal ?? `exit ${code}`}): ${lastLine(running.logFile)} (log: ${running.logFile})`);
  return readFileSync(running.logFile, 'utf8');
}

/** Far above the second or two it takes: a program that died is noticed at once, and one that is slow on a busy machine is not broken. */
const READY_TIMEOUT_MS = 60_000;

/** Polls until `probe` says yes. Throws StackError when the program ends before, or after `timeoutMs`. */
export async function untilReady(program: RunningProgram, probe: () => Promise<boolean>, timeoutMs = READY_TIMEOUT_MS): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    if (program.exit()) throw new StackError(died(program));
    if (await probe()) return;
    if (performance.now() > deadline) {
      throw new StackError(
        `${program.name} did not become ready within ${timeoutMs / 1000} s: ${lastLine(program.logFile)} (log: ${program.logFile})`,
      );
    }
    await delay(15);
  }
}

/** One line for a program that ended by itself. */
export function died(program: RunningProgram): string {
  const exit = program.exit();
  const how = exit?.signal ? `was killed by ${exit.signal}` : `ended with exit code ${exit?.code ?? '?'}`;
  return `${program.name} ${how}: ${lastLine(program.logFile)} (log: ${program.logFile})`;
}

/** The line of a log that says most about its end: the last one about an error, else the last one. */
function lastLine(logFile: string): string {
  const lines = readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-40).map(plainText);
  const telling = lines.findLast((line) => /error|fail|cannot|refused|in use|denied|missing/i.test(line)) ?? lines.at(-1);
  return telling?.trim().slice(0, 300) || 'it said nothing';
}

const COLOUR = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

/** A line of a structured log as its message. */
function plainText(line: string): string {
  if (!line.startsWith('{')) return line.replaceAll(COLOUR, '');
  try {
    const { msg, err } = JSON.parse(line);
    return [msg, err?.message].filter(Boolean).join(': ') || line;
  } catch {
    return line;
  }
}
