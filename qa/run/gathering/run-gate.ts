import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { constants, setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { StackHandle, Tool } from '@transkeep/reports/contract/index.ts';
import { watchClock } from '../clock.ts';
import { HarnessError } from '../errors.ts';
import { gateFolder, openGateFolder, saveEvidence, storing, writeManifest } from '../evidence/evidence-store.ts';
import { deleteLeaks } from '../evidence/leaks.ts';
import { createRedactor } from '../evidence/redaction.ts';
import { secretsOf } from '../evidence/secrets.ts';
import { type AnyGate, needsStack } from '../plan/plan.ts';
import { type DiskLimits, diskFilled, makeRoom } from './disk-guard.ts';
import { listeningPorts } from './listening-ports.ts';
import type { GateMessage, GatherTask } from './messages.ts';
import { endFamily, type FamilyMember, MARK, markOf, survivors } from './process-family.ts';

export interface GateRunContext {
  readonly registryUrl: string;
  readonly runDir: string;
  readonly repoRoot: string;
  readonly profile: 'full' | 'smoke';
  readonly tools: Readonly<Partial<Record<Tool, string>>>;
  readonly toolVersions: Readonly<Record<string, string>>;
  readonly stack: StackHandle | null;
  /** What the marks of all gates of this run begin with. */
  readonly runMark: string;
  /** Gates of `after` that gathered. */
  readonly gathered: readonly string[];
  /** Aborted on Ctrl-C. */
  readonly signal: AbortSignal;
  /** How long the processes of a gate may take to end by themselves, after an abort or once the gate is done. */
  readonly graceMs?: number;
  /** When a gate is taken to fill the disk. */
  readonly disk?: DiskLimits;
  progress(text: string): void;
}

export interface GateRun {
  readonly startedAt: string;
  readonly durationMs: number;
  readonly outcome: 'ran' | 'failed';
  /** One line; what happened when it failed. */
  readonly reason: string;
}

/**
 * Gathers for one gate in a process of its own, within its time limit. Whatever goes wrong with the gate is an outcome
 * with a reason, never a throw: this is the one place where a gate's failure is turned into words. Throws HarnessError when evidence
 * cannot be written.
 */
export async function runGate(gate: AnyGate, context: GateRunContext): Promise<GateRun> {
  const startedAt = new Date().toISOString();
  const started = performance.now();
  await openGateFolder(context.runDir, gate.id);
  const workDir = await storing(() => mkdtemp(join(tmpdir(), `transkeep-${gate.id}-`)));
  const commands: { command: string; exitCode: number | null }[] = [];
  // Looks like a secret, so it must be taken out of whatever is saved; found anywhere, redaction has failed.
  const canary = { what: 'the canary of this gate', value: `canary-${randomUUID()}` };
  const secrets = [...secretsOf(context.stack, process.env), canary];
  const redactor = createRedactor(secrets);
  const clock = watchClock();
  try {
    const end = await gatherInProcess(gate, context, workDir, commands, canary.value);
    if (end.output.trim() !== '') await saveEvidence(context.runDir, gate.id, 'gate-output.log', end.output, redactor);
    const leaks = await deleteLeaks(gateFolder(context.runDir, gate.id), secrets);
    await writeManifest(context.runDir, {
      gate: gate.id,
      startedAt,
      finishedAt: new Date().toISOString(),
      clockJumpMs: clock.jumpMs(),
      commands: commands.map(({ command, exitCode }) => ({ command: redactor.text(command), exitCode })),
      tools: Object.fromEntries(
        Object.entries(context.toolVersions).filter(([name]) => name === 'node' || (gate.needs as readonly string[]).includes(name)),
      ),
    });
    const failure = [
      ...(end.failure ? [redactor.text(end.failure)] : []),
      ...leaks.map(({ file, what }) => `${file} held ${what} and was not kept`),
    ].join('; ');
    return {
      startedAt,
      durationMs: Math.round(performance.now() - started),
      outcome: failure ? 'failed' : 'ran',
      reason: failure || 'evidence saved',
    };
  } finally {
    clock.stop();
    await rm(workDir, { recursive: true, force: true });
  }
}

interface End {
  /** Why there is no evidence to judge; absent when the gate gathered. */
  readonly failure?: string;
  /** The end of what the process printed. */
  readonly output: string;
}

async function gatherInProcess(
  gate: AnyGate,
  context: GateRunContext,
  workDir: string,
  commands: { command: string; exitCode: number | null }[],
  canary: string,
): Promise<End> {
  const mark = markOf(context.runMark, randomUUID());
  const child = fork(join(import.meta.dirname, 'gate-process.ts'), {
    cwd: context.repoRoot,
    // Leader of its own group: Ctrl-C in the terminal reaches only the harness, which then ends its gates in order.
    detached: true,
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      ...process.env,
      [MARK]: mark,
      TRANSKEEP_CANARY_TOKEN: canary,
      ...(context.stack && { NODE_EXTRA_CA_CERTS: context.stack.caFile }),
    },
  });
  // What runs beside the system without using it yields to it, as the system's workers are modest, too: timeouts of gates that wait for them
  // must not depend on who else is at work. Its children inherit that. Where Linux shares by session first (autogroup) it weighs little: see README.
  if (child.pid !== undefined && !needsStack(gate)) setPriority(child.pid, constants.priority.PRIORITY_LOW);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output = `${output}${text}`.slice(-64 * 1024);
    });
  }
  const task: GatherTask = {
    type: 'gather',
    gate: gate.id,
    registryUrl: context.registryUrl,
    runDir: context.runDir,
    workDir,
    repoRoot: context.repoRoot,
    profile: context.profile,
    stack: context.stack,
    tools: context.tools,
    gathered: context.gathered,
  };
  let last: GateMessage | undefined;
  child.on('message', (message: GateMessage) => {
    if (message.type === 'progress') context.progress(message.text);
    else if (message.type === 'command') commands.push({ command: message.command, exitCode: message.exitCode });
    else last = message;
  });
  const pid = child.pid;
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`its process could not start: ${error.message}`));
    child.once('exit', (code, signal) =>
      resolve(signal ? `its process was killed by ${signal}` : `its process ended with exit code ${code} and no result`),
    );
  });
  child.send(task, () => undefined);

  const graceMs = context.graceMs ?? 3_000;
  const over = new AbortController();
  const ended = exited.then(() => undefined);
  void ended.then(() => over.abort());
  const evidence = gateFolder(context.runDir, gate.id);
  const full = diskFilled([workDir, evidence], over.signal, context.disk);
  const stopReason = await Promise.race([ended, limit(gate, context.signal, over.signal), full]);
  over.abort();
  if (stopReason !== undefined) {
    if (child.connected) child.send({ type: 'abort', reason: stopReason }, () => undefined);
    await Promise.race([exited, delay(graceMs, undefined, { ref: false })]);
    if (pid !== undefined) await endFamily(pid, mark, graceMs);
    return { failure: stopReason + (await makeRoom(evidence, context.disk)), output };
  }
  const howItEnded = await exited;
  const left = pid === undefined ? [] : await survivors(pid, mark, graceMs);
  const leftBehind = await named(left);
  if (pid !== undefined && left.length > 0) await endFamily(pid, mark, 1_000);
  if (last?.type === 'harness-failed') throw new HarnessError(last.reason);
  if (last?.type === 'threw') return { failure: last.reason, output: `${output}${last.stack}\n` };
  if (last?.type !== 'gathered') return { failure: howItEnded, output };
  if (left.length > 0) return { failure: `left processes running: ${leftBehind}`, output };
  return { output };
}

/** Resolves with the reason to stop: the time limit, or the run's own end. Never when the gate ends first. */
async function limit(gate: AnyGate, signal: AbortSignal, over: AbortSignal): Promise<string> {
  const stop = AbortSignal.any([signal, over]);
  try {
    await delay(gate.timeLimitMs, undefined, { signal: stop });
    return `stopped at its time limit of ${Math.round(gate.timeLimitMs / 1000)} s`;
  } catch (error) {
    if (!stop.aborted) throw error;
    return 'interrupted';
  }
}

/** `node (4711, listening on port 8080)` */
async function named(processes: readonly FamilyMember[]): Promise<string> {
  const ports = await listeningPorts(processes.map(({ pid }) => pid));
  const tell = ({ name, pid }: FamilyMember): string => {
    const on = ports.get(pid) ?? [];
    return on.length === 0 ? `${name} (${pid})` : `${name} (${pid}, listening on port ${on.join(', ')})`;
  };
  return processes.map(tell).join(', ');
}
