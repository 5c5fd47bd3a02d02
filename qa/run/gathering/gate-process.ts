import { join } from 'node:path';
import type { CommandResult, GatherContext } from '@transkeep/reports/contract/index.ts';
import { HarnessError, oneLine } from '../errors.ts';
import { gateFolder, saveEvidence, saveEvidenceFile, saveJudged } from '../evidence/evidence-store.ts';
import { createRedactor, type Redactor } from '../evidence/redaction.ts';
import { secretsOf } from '../evidence/secrets.ts';
import { type AnyGate, type GateRegistry, loadGate, needsStack } from '../plan/plan.ts';
import type { Abort, GateMessage, GatherTask } from './messages.ts';
import { runCommand } from './run-command.ts';

/**
 * Entry of the process that gathers for one gate. A process of its own means that a gate can hang, exit, be killed or leak
 * without taking the run with it; what it left behind is on disk, and only the runner judges it.
 */
const controller = new AbortController();

process.on('message', (message: GatherTask | Abort) => {
  if (message.type === 'abort') controller.abort(new Error(message.reason));
  else void gather(message);
});

// The runner died: nobody waits for the evidence, and nothing may stay behind.
process.on('disconnect', () => {
  controller.abort(new Error('the harness is gone'));
  setTimeout(() => process.exit(1), 2_500).unref();
});

async function gather(task: GatherTask): Promise<void> {
  const end = await outcome(task);
  // Exits at once: a handle that the gate left open must not keep the run waiting.
  process.send?.(end, () => process.exit(0));
}

async function outcome(task: GatherTask): Promise<GateMessage> {
  const redactor = createRedactor(secretsOf(task.stack, process.env));
  try {
    const { gates } = (await import(task.registryUrl)) as { gates: GateRegistry };
    const gate = await loadGate(gates, task.gate);
    await saveJudged(task.runDir, gate.id, gate.schema, await gate.gather(contextFor(gate, task, redactor)), redactor);
    return { type: 'gathered' };
  } catch (error) {
    if (error instanceof HarnessError) return { type: 'harness-failed', reason: error.message };
    return { type: 'threw', reason: oneLine(error), stack: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

function contextFor(gate: AnyGate, task: GatherTask, redactor: Redactor): GatherContext {
  const { signal } = controller;
  return {
    profile: task.profile,
    repoRoot: task.repoRoot,
    workDir: task.workDir,
    signal,
    get stack() {
      if (!needsStack(gate) || !task.stack) throw new Error(`the gate ${gate.id} uses the system without declaring needs: ['stack']`);
      return task.stack;
    },
    tool(name) {
      const path = gate.needs.includes(name) ? task.tools[name] : undefined;
      if (!path) throw new Error(`the gate ${gate.id} uses ${name} without declaring it in needs`);
      return path;
    },
    save: (name, content) => saveEvidence(task.runDir, gate.id, name, content, redactor),
    saveFile: (name, path) => saveEvidenceFile(task.runDir, gate.id, name, path, redactor),
    savedBy(other, name) {
      if (!gate.after?.includes(other)) throw new Error(`the gate ${gate.id} reads files of ${other} without declaring it in after`);
      if (!task.gathered.includes(other)) throw new Error(`the gate ${other} has no evidence to build on`);
      return join(gateFolder(task.runDir, other), name);
    },
    async run(command, args, options): Promise<CommandResult> {
      const result = await runCommand(command, args, { cwd: task.repoRoot, ...options, signal });
      send({ type: 'command', command: [command, ...args].join(' '), exitCode: result.exitCode });
      return result;
    },
    progress: (text) => send({ type: 'progress', text: redactor.text(oneLine(text)) }),
  };
}

function send(message: GateMessage): void {
  if (process.connected) process.send?.(message);
}
