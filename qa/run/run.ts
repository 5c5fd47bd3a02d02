import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Criterion, Report, ReportGate, Stage, Tool } from '@transkeep/reports/contract/index.ts';
import { thresholdsOf } from '../criteria/catalogue.ts';
import systemStart from '../gates/system-start/gate.ts';
import { machine, readCommit, toolVersions } from './environment.ts';
import { storing } from './evidence-store.ts';
import { finishRun } from './finish.ts';
import { type Judgement, judgeGate } from './judge.ts';
import { LocalSystem, type StartStack } from './local-system.ts';
import { type AnyGate, type GateRegistry, type Plan, planRun, toolsOf } from './plan.ts';
import type { FaultCounts, RunRecord } from './record.ts';
import { runGate } from './run-gate.ts';
import { lackingTools, runGates } from './run-gates.ts';
import { selectCriteria } from './selection.ts';
import { loadWaivers } from './waivers.ts';

export interface RunOptions {
  readonly stage: Stage;
  /** `local`, or the URL of a deployed target. */
  readonly target: string;
  /** `null` for the whole stage. */
  readonly selection: readonly string[] | null;
  readonly profile: 'full' | 'smoke';
  /** Runs are folders in here; `latest` is a link to the newest complete one of a whole stage. */
  readonly outDir: string;
}

/** Everything a run is made of, so that tests can run one with gates and a system of their own. */
export interface Harness {
  readonly criteria: readonly Criterion[];
  readonly registry: GateRegistry;
  readonly registryUrl: string;
  readonly repoRoot: string;
  readonly waiversFile: string;
  locate(tool: Tool): string | null;
  readonly startStack: StartStack;
  /** Added to the environment of the gates' processes: how a seeded fault gets into what a gate starts. */
  readonly gateEnv?: Readonly<Record<string, string>>;
  /** What the ledger of seeded faults says, by clause. */
  faults(): Promise<Readonly<Record<string, FaultCounts>>>;
  render(report: Report, options: { outDir: string }): Promise<unknown>;
}

/** What a display wants to know, as it happens. */
export interface RunEvents {
  planned(plan: Plan, runDir: string): void;
  note(text: string): void;
  gateStarted(gate: AnyGate): void;
  gateProgress(gate: AnyGate, text: string): void;
  gateFinished(gate: AnyGate, result: ReportGate, judgement: Judgement): void;
}

export interface FinishedRun {
  readonly report: Report;
  readonly runDir: string;
}

/**
 * One run: plan, gather, judge, report. Throws UsageError before anything is started, HarnessError when evidence cannot be
 * written; everything that was started has ended when it resolves or rejects. An abort gives a partial report that says so.
 */
export async function runReadiness(
  options: RunOptions,
  harness: Harness,
  { signal, events }: { signal: AbortSignal; events: RunEvents },
): Promise<FinishedRun> {
  const selected = selectCriteria(harness.criteria, options.stage, options.selection);
  const waivers = await loadWaivers(harness.waiversFile, harness.criteria);
  const plan = await planRun(selected, options.stage, harness.registry);
  const tools = locateTools(plan, harness);
  const versions = await toolVersions(tools);
  const startedAt = new Date().toISOString();
  const commit = await readCommit(harness.repoRoot);
  const runId = `${startedAt.slice(0, 19).replaceAll(/[-:]/g, '')}Z-${commit.commit.slice(0, 7)}-${randomBytes(2).toString('hex')}`;
  const runDir = join(options.outDir, runId);
  await storing(() => mkdir(join(runDir, 'evidence'), { recursive: true }));
  events.planned(plan, runDir);

  // Ends the gates under way when the run cannot go on (full disk), as Ctrl-C does.
  const broken = new AbortController();
  const stop = AbortSignal.any([signal, broken.signal]);
  const system = new LocalSystem({ runDir, start: harness.startStack, signal: stop, toolVersions: versions, progress: events.note });
  const thresholds = thresholdsOf(harness.criteria);
  const judgements = new Map<string, Judgement>();
  const finished = async (gate: AnyGate, result: ReportGate): Promise<void> => {
    const judgement = await judgeGate(gate, result, runDir, thresholds);
    judgements.set(gate.id, judgement);
    events.gateFinished(gate, result, judgement);
  };

  let gates: ReportGate[];
  let services = 'none';
  try {
    // Before any gate: with the machine busy testing, a slow start would be the harness's doing.
    if (plan.needsStack) services = await started(system, finished);
    gates = await runGates(plan, {
      signal: stop,
      stack: () => system.ready(),
      lacks: (gate) => lackingTools(gate, tools),
      run: async (gate, stack, gathered) => {
        try {
          const progress = (text: string): void => events.gateProgress(gate, text);
          return await runGate(gate, {
            ...harness,
            runDir,
            profile: options.profile,
            tools,
            toolVersions: versions,
            stack,
            gathered,
            signal: stop,
            progress,
          });
        } catch (error) {
          broken.abort(error);
          throw error;
        }
      },
      events: { started: events.gateStarted, finished },
    });
  } finally {
    await system.stop();
  }

  const record: RunRecord = {
    schema: 'transkeep-run/1',
    runId,
    ...commit,
    stage: options.stage,
    target: options.target,
    selection: options.selection && [...options.selection],
    criteria: judgedIds(selected, judgements.get(systemStart.id), harness.criteria),
    profile: options.profile,
    interrupted: signal.aborted,
    startedAt,
    finishedAt: new Date().toISOString(),
    environment: { ...versions, ...machine(), services },
    gates: plan.needsStack ? [system.result, ...gates] : gates,
    waivers,
    faults: { ...(await harness.faults()) },
  };
  const report = await finishRun(record, judgements, { ...harness, runDir, outDir: options.outDir });
  return { report, runDir };
}

/** Starts the system and judges how that went. Gives the kind of servers it runs on. */
async function started(system: LocalSystem, finished: (gate: AnyGate, result: ReportGate) => Promise<void>): Promise<string> {
  const state = await system.ready();
  await finished(systemStart, system.result);
  return 'kind' in state ? state.kind : 'none';
}

function locateTools(plan: Plan, harness: Harness): Partial<Record<Tool, string>> {
  const wanted = new Set([...plan.shared, ...plan.exclusive].flatMap(toolsOf));
  if (plan.needsStack) for (const tool of ['redis-server', 'versitygw', 'caddy', 'apertium'] as const) wanted.add(tool);
  const found = [...wanted].map((tool) => [tool, harness.locate(tool)] as const);
  return Object.fromEntries(found.filter(([, path]) => path !== null));
}

/** A system that does not start is DEP-03's failure even when only something else was asked for: it is why nothing could be judged. */
function judgedIds(selected: readonly { id: string }[], start: Judgement | undefined, criteria: readonly Criterion[]): string[] {
  const failed = new Set(start?.answers.filter(({ verdict }) => verdict === 'FAIL').map(({ clause }) => clause));
  const blamed = criteria.filter(({ clauses }) => clauses.some(({ id }) => failed.has(id))).map(({ id }) => id);
  return [...new Set([...selected.map(({ id }) => id), ...blamed])];
}
