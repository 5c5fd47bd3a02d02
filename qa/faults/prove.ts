import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Report } from '@transkeep/reports/contract/index.ts';
import systemStart from '../gates/system-start/gate.ts';
import type { StartStack } from '../run/gathering/local-system.ts';
import { type Harness, type RunEvents, runReadiness } from '../run/run.ts';
import { applyEdits, FaultOutdatedError } from './apply-edits.ts';
import { commitEdits, copyCheckout } from './checkout-copy.ts';
import { clauseOf, concludeFaultyRun, type FaultyRun, type ProofOutcome } from './conclude.ts';
import type { Fault } from './fault.ts';
import { gateIdOf, judgedBy, type Lane, withThoseBefore } from './lanes.ts';

export interface Proof {
  readonly fault: Fault;
  readonly outcome: ProofOutcome;
  /** One line: the reason the gate gave, or why it did not count. */
  readonly note: string;
  /** Verdicts of the clause: healthy, with the fault, healthy again. */
  readonly verdicts: readonly [before: string, faulty: string, after: string];
  /** How long the run with the fault in took; absent when there was none in this session. */
  readonly durationMs?: number;
}

export interface ProveContext {
  readonly outDir: string;
  readonly signal: AbortSignal;
  readonly events: RunEvents;
  step(text: string): void;
  /** What an interrupted session has seen of a fault already. */
  earlier(fault: Fault): FaultyRun | undefined;
  /** Called after each run with a fault in, so that an interrupted session loses nothing. */
  faultyRunDone(fault: Fault, run: FaultyRun): Promise<void>;
}

/** A copy of the checkout as it was when proving began, and the folder in which copies with a fault in are made. */
export interface Snapshot extends AsyncDisposable {
  readonly healthy: string;
  readonly folder: string;
  /** Waivers are for launches: a fault is noticed or not, whoever has agreed to live with it. */
  readonly waiversFile: string;
}

/** Everything is proven on one copy: whoever goes on editing the checkout meanwhile changes nothing. */
export async function takeSnapshot(repoRoot: string): Promise<Snapshot> {
  const folder = await mkdtemp(join(tmpdir(), 'transkeep-prove-'));
  const healthy = join(folder, 'healthy');
  const waiversFile = join(folder, 'no-waivers.json');
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    await copyCheckout(repoRoot, healthy);
    await writeFile(waiversFile, '[]\n');
  } catch (error) {
    await remove();
    throw error;
  }
  return { healthy, folder, waiversFile, [Symbol.asyncDispose]: remove };
}

/**
 * For the faults of a lane: healthy → PASS; each fault in, in a copy of its own → FAIL of its clause for its reason; and the healthy checkout
 * once more → PASS. A fault never touches the healthy copy, so n faults take n + 2 runs. Only the gates that judge them run.
 */
export async function proveLane(lane: Lane, snapshot: Snapshot, harness: Harness, context: ProveContext): Promise<Proof[]> {
  const run = (gates: readonly string[], root: string, profile: 'full' | 'smoke', events = context.events) =>
    runGatesIn(root, gates, profile, { lane, snapshot, harness, context, events });

  context.step(`${lane.name}: healthy, ${lane.gates.join(', ')} must pass`);
  const before = await run(lane.gates, snapshot.healthy, 'full');
  const faulty = new Map<Fault, FaultyRun & { durationMs?: number }>();
  await sideBySide(lane.faults, lane.width, async (fault) => {
    if (context.signal.aborted || clauseOf(before, fault.clause)?.verdictBeforeWaiver !== 'PASS') return;
    const known = context.earlier(fault);
    if (known) return void faulty.set(fault, known);
    context.step(`${fault.id}: fault in, ${fault.clause} must fail`);
    const started = performance.now();
    const result = await withFault(fault, snapshot, async (root) => {
      const events = onlyAbout(fault, context.events);
      const report = await run([gateIdOf(fault, harness.criteria) ?? ''], root, fault.profile ?? 'full', events);
      return concludeFaultyRun(fault, before, report);
    });
    if (context.signal.aborted) return;
    faulty.set(fault, { ...result, durationMs: performance.now() - started });
    await context.faultyRunDone(fault, result);
  });
  const turnedRed = lane.faults.filter((fault) => faulty.get(fault)?.outcome === 'red');
  let after: Report | undefined;
  if (turnedRed.length > 0 && !context.signal.aborted) {
    const gates = [...new Set(turnedRed.flatMap((fault) => gateIdOf(fault, harness.criteria) ?? []))];
    context.step(`${lane.name}: faults out, ${gates.join(', ')} must pass again`);
    after = await run(gates, snapshot.healthy, 'full');
  }
  return lane.faults.map((fault) => conclude(fault, before, faulty.get(fault), after));
}

/** Pure: before, with the fault, after → proven or not. */
export function conclude(
  fault: Fault,
  before: Report,
  faulty: (FaultyRun & { durationMs?: number }) | undefined,
  after: Report | undefined,
): Proof {
  const [green, again] = [clauseOf(before, fault.clause), after && clauseOf(after, fault.clause)];
  const verdicts = [green?.verdictBeforeWaiver ?? '–', faulty?.verdict ?? '–', again?.verdictBeforeWaiver ?? '–'] as const;
  const result = (outcome: ProofOutcome, note: string): Proof => ({
    fault,
    outcome,
    note,
    verdicts,
    ...(faulty?.durationMs !== undefined && { durationMs: faulty.durationMs }),
  });
  if (green?.verdictBeforeWaiver !== 'PASS') return result('not-run', `healthy, it does not pass: ${green?.reason ?? 'not judged'}`);
  if (!faulty) return result('not-run', 'interrupted before it was tried');
  if (faulty.outcome !== 'red') return result(faulty.outcome, faulty.note);
  if (!again) return result('not-run', 'interrupted before the healthy run after it');
  if (again.verdictBeforeWaiver !== 'PASS') return result('not-run', `not green again without the fault: ${again.reason}`);
  return result('proven', faulty.note);
}

interface RunIn {
  readonly lane: Lane;
  readonly snapshot: Snapshot;
  readonly harness: Harness;
  readonly context: ProveContext;
  readonly events: RunEvents;
}

/** Runs gates on a copy: its system is started from it, and gathering happens in it; judged is by this checkout's own gates. */
async function runGatesIn(
  root: string,
  gates: readonly string[],
  profile: 'full' | 'smoke',
  { lane, snapshot, harness, context, events }: RunIn,
): Promise<Report> {
  const running = await withThoseBefore(lane.needsSystem ? [...gates, systemStart.id] : gates, harness.registry);
  const criteria = judgedBy([...running.keys()], harness.criteria);
  const options = {
    stage: 'candidate',
    target: 'local',
    selection: criteria.map(({ id }) => id),
    profile,
    outDir: context.outDir,
  } as const;
  // Attestations and signatures are for launches, as waivers are.
  const { attestationsFile: _, signer: __, ...own } = harness;
  const copied: Harness = {
    ...own,
    criteria,
    waiversFile: snapshot.waiversFile,
    repoRoot: root,
    registryUrl: pathToFileURL(join(root, 'qa/cli/gates.ts')).href,
    startStack: async (startOptions) => {
      const stack = (await import(pathToFileURL(join(root, 'qa/stack/index.ts')).href)) as { startStack: StartStack };
      return stack.startStack(startOptions);
    },
    faults: async () => [],
  };
  return (await runReadiness(options, copied, { signal: context.signal, events })).report;
}

async function withFault(fault: Fault, snapshot: Snapshot, work: (root: string) => Promise<FaultyRun>): Promise<FaultyRun> {
  const root = join(snapshot.folder, fault.id);
  try {
    await copyCheckout(snapshot.healthy, root);
    await applyEdits(fault.edits, root);
    if (fault.committed) {
      const files = [...new Set(fault.edits.map(({ file }) => file))];
      await commitEdits(root, files, fault.committed);
    }
    const run = await work(root);
    // Paths as in the checkout: the copy is gone when somebody reads them.
    return { ...run, note: run.note.replaceAll(`${root}/`, '') };
  } catch (error) {
    if (!(error instanceof FaultOutdatedError)) throw error;
    return { outcome: 'not-run', verdict: '–', note: error.message };
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/** Runs of faults are many and side by side: of each, only its own clause is said. */
function onlyAbout(fault: Fault, events: RunEvents): RunEvents {
  const named = <T extends { readonly id: string }>(gate: T): T => ({ ...gate, id: `${gate.id} with ${fault.id}` });
  return {
    planned: () => undefined,
    note: (text) => events.note(`${fault.id}: ${text}`),
    gateStarted: (gate) => events.gateStarted(named(gate)),
    gateProgress: (gate, text) => events.gateProgress(named(gate), text),
    gateFinished: (gate, result, judgement) =>
      events.gateFinished(named(gate), result, {
        ...judgement,
        answers: judgement.answers.filter(({ clause }) => clause === fault.clause),
      }),
  };
}

/** Works through a list, `width` at a time; after a throw no more is taken, and it is rethrown when all under way have ended. */
async function sideBySide<T>(items: readonly T[], width: number, work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const worker = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      try {
        await work(item);
      } catch (error) {
        waiting.length = 0;
        throw error;
      }
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: width }, worker));
  const thrown = ends.find((end) => end.status === 'rejected');
  if (thrown) throw thrown.reason;
}
