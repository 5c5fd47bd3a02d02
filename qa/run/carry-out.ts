import type { ReportGate, ReportPlan } from '@transkeep/reports/contract/index.ts';
import { thresholdsOf } from '../criteria/catalogue.ts';
import systemStart from '../gates/system-start/gate.ts';
import { watchClock } from './clock.ts';
import { machine } from './environment.ts';
import { finishRun } from './finish.ts';
import { LocalSystem } from './gathering/local-system.ts';
import { standGuard } from './gathering/reaper-guard.ts';
import { runGate } from './gathering/run-gate.ts';
import { headOf, runGates } from './gathering/run-gates.ts';
import { lackingTools, type Toolbox } from './gathering/toolbox.ts';
import { note, noteGate } from './journal.ts';
import { changeSince, type Opening } from './opening.ts';
import { criticalPath } from './plan/critical-path.ts';
import { type AnyGate, type Plan, SYSTEM } from './plan/plan.ts';
import type { Task } from './plan/schedule.ts';
import { selectCriteria } from './plan/selection.ts';
import type { RunRecord } from './record.ts';
import type { FinishedRun, Harness, RunEvents } from './run.ts';
import type { Judgement } from './verdicts/judge.ts';
import { addJudgement, judgeResult, judgeRun } from './verdicts/judge-run.ts';

/** What there is to do, and what is done already. */
export interface Undertaking {
  readonly opening: Opening;
  readonly runDir: string;
  readonly outDir: string;
  readonly plan: Plan;
  readonly tools: Toolbox;
  /** What earlier sessions of this run got done; absent for a new run. */
  readonly before?: {
    readonly results: readonly ReportGate[];
    /** When it was taken up again, this time included. */
    readonly resumedAt: readonly string[];
    readonly services: string | undefined;
    /** The tasks of the whole run, those included that are done. */
    readonly tasks: readonly Task[];
    /** How long it was worked on before, in ms. */
    readonly workedMs: number;
  };
}

/**
 * Gathers what is left of a run, judges all of it and writes the report. Everything that was started has ended when this resolves or
 * rejects; every gate that ends is in the journal before the next one starts.
 */
export async function carryOut(
  undertaking: Undertaking,
  harness: Harness,
  { signal, events, release }: { signal: AbortSignal; events: RunEvents; release(): Promise<void> },
): Promise<FinishedRun> {
  const { opening, runDir, outDir, tools, before } = undertaking;
  const began = performance.now();
  // Ends the gates under way when the run cannot go on (full disk), as Ctrl-C does.
  const broken = new AbortController();
  const stop = AbortSignal.any([signal, broken.signal]);
  const thresholds = thresholdsOf(harness.criteria);
  const judgements = await judgeRun(before?.results ?? [], runDir, harness.registry, thresholds, true);
  const startFailed = before?.results.find(({ id }) => id === systemStart.id && !passed(judgements.get(id)));
  // Found dead before the interruption: it stays so, and what needs it says why.
  const plan = startFailed ? withoutSystem(undertaking.plan) : undertaking.plan;
  const folder = before ? `restarts/${before.resumedAt.length}` : undefined;
  const system = new LocalSystem({
    runDir,
    ...(folder && { folder }),
    ...(startFailed && { missing: `the system did not start: ${startFailed.reason}` }),
    start: harness.startStack,
    signal: stop,
    toolVersions: tools.versions,
    progress: events.note,
  });
  const finished = async (gate: AnyGate, result: ReportGate): Promise<void> => {
    const judgement = await judgeResult(gate, result, runDir, thresholds);
    addJudgement(judgements, gate.id, judgement);
    // What was cut short is no result: whoever resumes the run does it again.
    if (result.outcome === 'ran' || !stop.aborted) await noteGate(runDir, result);
    events.gateFinished(gate, result, judgement);
  };

  let gates: ReportGate[];
  const starts: ReportGate[] = [];
  let services = before?.services ?? 'none';
  await note(runDir, { event: 'session', at: now() });
  events.planned(plan, runDir);
  const guard = standGuard();
  const clock = watchClock();
  try {
    gates = await runGates(plan, {
      signal: stop,
      startSystem: async () => {
        const state = await system.ready();
        starts.push(system.result);
        await finished(systemStart, system.result);
        if (!('kind' in state)) return;
        services = state.kind;
        await note(runDir, { event: 'system', at: now(), services });
      },
      stack: () => system.ready(),
      lacks: (gate) => lackingTools(gate, tools),
      run: async (gate, stack, gathered) => {
        try {
          const progress = (text: string): void => events.gateProgress(gate, text);
          const { profile } = opening.run;
          const { paths, versions } = tools;
          const context = { ...harness, runDir, profile, tools: paths, toolVersions: versions, stack, gathered, signal: stop, progress };
          return await runGate(gate, { ...context, runMark: guard.mark });
        } catch (error) {
          broken.abort(error);
          throw error;
        }
      },
      gathered: (before?.results ?? []).filter(({ outcome }) => outcome === 'ran').map(({ id }) => id),
      events: { started: events.gateStarted, finished },
    });
  } finally {
    await system.stop();
    guard.dismiss();
    clock.stop();
  }

  const { run } = opening;
  const checkoutChanged = await changeSince(opening, harness.repoRoot);
  const own = (result: ReportGate): ReportGate => (run.shard === undefined ? result : { ...result, shard: run.shard });
  const elsewhere = plan.elsewhere.map(
    (one): ReportGate => ({
      ...headOf(one.gate),
      durationMs: 0,
      outcome: 'skipped',
      reason: `left to shard ${one.shard}`,
      shard: one.shard,
    }),
  );
  for (const { gate } of plan.elsewhere) addJudgement(judgements, gate.id, { answers: [], problem: reasonOf(gate, elsewhere), files: [] });
  const results = [...[...(before?.results ?? []), ...starts, ...gates].map(own), ...elsewhere];
  const record: RunRecord = {
    ...run,
    schema: 'transkeep-run/1',
    criteria: judgedIds(opening, judgements.get(systemStart.id), harness),
    interrupted: signal.aborted,
    finishedAt: now(),
    environment: { ...run.environment, ...machine(), services },
    gates: results,
    clockJumpMs: clock.jumpMs(),
    ...(checkoutChanged !== undefined && { checkoutChanged }),
    plan: planned(before?.tasks ?? plan.tasks, results, performance.now() - began + (before?.workedMs ?? 0)),
    ...(before && { resumedAt: [...before.resumedAt] }),
  };
  // The claim is no part of the run that is summed up and signed.
  await release();
  const report = await finishRun(record, judgements, { ...harness, runDir, outDir });
  return { report, runDir };
}

const now = (): string => new Date().toISOString();

const withoutSystem = (plan: Plan): Plan => ({ ...plan, tasks: plan.tasks.filter(({ id }) => id !== SYSTEM) });

const passed = (judgement: Judgement | undefined): boolean => judgement?.answers.every(({ verdict }) => verdict === 'PASS') ?? false;

const reasonOf = (gate: AnyGate, results: readonly ReportGate[]): string => results.find(({ id }) => id === gate.id)?.reason ?? '';

/** How long the run had to take, from what its gates took; all its sessions are held against one without a break. */
function planned(tasks: readonly Task[], results: readonly ReportGate[], wallMs: number): ReportPlan {
  const tookMs = (id: string): number => results.find((one) => one.id === (id === SYSTEM ? systemStart.id : id))?.durationMs ?? 0;
  const { path, ms, limitedBy } = criticalPath(tasks.map((task) => ({ ...task, estimateMs: tookMs(task.id) })));
  return { criticalPath: [...path], criticalPathMs: Math.round(ms), wallMs: Math.round(wallMs), limitedBy };
}

/** A system that does not start is DEP-03's failure even when only something else was asked for: it is why nothing could be judged. */
function judgedIds({ run }: Opening, start: Judgement | undefined, { criteria }: Harness): string[] {
  const selected = selectCriteria(criteria, run.stage, run.selection);
  const failed = new Set(start?.answers.filter(({ verdict }) => verdict === 'FAIL').map(({ clause }) => clause));
  const blamed = criteria.filter(({ clauses }) => clauses.some(({ id }) => failed.has(id))).map(({ id }) => id);
  return [...new Set([...selected.map(({ id }) => id), ...blamed])];
}
