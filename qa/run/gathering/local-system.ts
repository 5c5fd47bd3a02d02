import { readdir, readFile } from 'node:fs/promises';
import { availableParallelism, loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import type { ReportGate, StackHandle } from '@transkeep/reports/contract/index.ts';
import type { SystemStart } from '../../gates/system-start/evidence.ts';
import systemStart from '../../gates/system-start/gate.ts';
import { oneLine } from '../errors.ts';
import { openGateFolder, saveEvidence, saveJudged, writeManifest } from '../evidence/evidence-store.ts';
import { createRedactor } from '../evidence/redaction.ts';
import { secretsOf } from '../evidence/secrets.ts';

/** The part of `qa/stack` that a run uses. */
export interface StartedStack extends StackHandle {
  readonly kind: string;
  stop(): Promise<void>;
}
export interface StartOptions {
  readonly signal: AbortSignal;
  readonly progress: (text: string) => void;
}
export type StartStack = (options: StartOptions) => Promise<StartedStack>;

export interface SystemContext {
  readonly runDir: string;
  /** Folder inside the run's own for the evidence of a start that is not the first. */
  readonly folder?: string;
  /** Why there is none, when that was found before: it is not started. */
  readonly missing?: string;
  readonly start: StartStack;
  readonly signal: AbortSignal;
  readonly toolVersions: Readonly<Record<string, string>>;
  progress(text: string): void;
}

export type System = { readonly handle: StackHandle; readonly kind: string } | { readonly missing: string };

/** The system under test on this machine: started once, when the first gate asks for it, and the evidence of how that went. */
export class LocalSystem {
  readonly #context: SystemContext;
  #starting: Promise<System> | undefined;
  #stack: StartedStack | undefined;
  #result: ReportGate = { ...DESCRIPTION, durationMs: 0, outcome: 'skipped', reason: 'no gate of this run needs the system' };

  constructor(context: SystemContext) {
    this.#context = context;
  }

  /** Starts it, or says why there is none. The same answer every time. */
  ready(): Promise<System> {
    const { missing } = this.#context;
    this.#starting ??= missing === undefined ? this.#start() : Promise.resolve({ missing });
    return this.#starting;
  }

  /** How the start went, as the gate `system-start`. */
  get result(): ReportGate {
    return this.#result;
  }

  /** Ends whatever was started. */
  async stop(): Promise<void> {
    await this.#starting?.catch(() => undefined);
    await this.#stack?.stop();
  }

  get #root(): string {
    return join(this.#context.runDir, this.#context.folder ?? '');
  }

  async #start(): Promise<System> {
    const { signal, start, progress } = this.#context;
    if (signal.aborted) return this.#skip('interrupted before the system was started');
    await openGateFolder(this.#root, systemStart.id);
    const startedAt = new Date().toISOString();
    const started = performance.now();
    const load = { loadBefore: loadavg()[0] ?? 0, cpus: availableParallelism() };
    const durationMs = () => Math.round(performance.now() - started);
    try {
      this.#stack = await start({ signal, progress });
    } catch (error) {
      if (signal.aborted) return this.#skip('interrupted while the system was starting');
      // By name, not by class: a fake of the tests, or another way to start it, brings its own.
      const outcome = error instanceof Error && error.name === 'MissingTool' ? 'missing-tool' : 'not-ready';
      const message = oneLine(error);
      await this.#saveLogs(message);
      const timedOut = /did not become ready within/.test(message);
      await this.#save(startedAt, { outcome, message, durationMs: durationMs(), processes: [], timedOut, ...load });
      return { missing: outcome === 'missing-tool' ? message : `the system did not start: ${message}` };
    }
    const processes = this.#stack.processes.map(({ name }) => name);
    await this.#save(startedAt, { outcome: 'ready', message: 'ready', durationMs: durationMs(), processes, timedOut: false, ...load });
    return { handle: handleOf(this.#stack), kind: this.#stack.kind };
  }

  #skip(reason: string): System {
    this.#result = { ...DESCRIPTION, durationMs: 0, outcome: 'skipped', reason };
    return { missing: reason };
  }

  async #save(startedAt: string, evidence: SystemStart): Promise<void> {
    const { folder, toolVersions } = this.#context;
    await saveJudged(this.#root, systemStart.id, systemStart.schema, evidence);
    await writeManifest(this.#root, {
      gate: systemStart.id,
      startedAt,
      finishedAt: new Date().toISOString(),
      commands: [],
      tools: { ...toolVersions },
    });
    this.#result = {
      ...DESCRIPTION,
      startedAt,
      durationMs: evidence.durationMs,
      outcome: 'ran',
      reason: evidence.message,
      ...(folder && { folder }),
    };
  }

  /** The ends of all processes' logs, found through the log that the message names. */
  async #saveLogs(message: string): Promise<void> {
    const named = /\(log: (.+)\)/.exec(message)?.[1];
    if (!named) return;
    const folder = dirname(named);
    for (const file of (await readdir(folder)).filter((name) => name.endsWith('.log'))) {
      const tail = (await readFile(join(folder, file), 'utf8')).slice(-64 * 1024);
      await saveEvidence(this.#root, systemStart.id, join('logs', file), tail, createRedactor(secretsOf(null, process.env)));
    }
  }
}

const DESCRIPTION = { id: systemStart.id, title: systemStart.title, exclusive: systemStart.exclusive } as const;

/** Only what gates may see, as plain data that can be sent to their processes. */
function handleOf({ kind: _kind, stop: _stop, ...handle }: StartedStack): StackHandle {
  // The system may have more to offer us (promises, functions): none of it survives the way to another process.
  return JSON.parse(JSON.stringify(handle)) as StackHandle;
}
