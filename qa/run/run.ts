import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report, ReportGate, Stage, Tool } from '@transkeep/reports/contract/index.ts';
import { carryOut } from './carry-out.ts';
import { machine, readCommit } from './environment.ts';
import { storing } from './evidence/evidence-store.ts';
import type { Finishing } from './finish.ts';
import type { StartStack } from './gathering/local-system.ts';
import { findTools } from './gathering/toolbox.ts';
import { catalogueFingerprint, changesFingerprint, hostFingerprint, type Opening, writeOpening } from './opening.ts';
import { claim } from './owner.ts';
import { pastDurations } from './plan/estimates.ts';
import { type AnyGate, type GateRegistry, type Plan, planRun } from './plan/plan.ts';
import { selectCriteria } from './plan/selection.ts';
import { type Shard, shardName } from './plan/shards.ts';
import { keepAttached } from './verdicts/attestations.ts';
import { type CandidateSearch, findCandidate } from './verdicts/candidate.ts';
import { type DecisionSources, readDecisions } from './verdicts/decisions.ts';
import type { Judgement } from './verdicts/judge.ts';

export interface RunOptions {
  readonly stage: Stage;
  /** `local`, or the URL of a deployed target. */
  readonly target: string;
  /** `null` for the whole stage. */
  readonly selection: readonly string[] | null;
  /** Only the gates that are dealt to this part of the run. */
  readonly shard?: Shard | undefined;
  /** At launch: which candidate run it stands on (else the newest that holds), and whose signature must be on it. */
  readonly candidate?: Pick<CandidateSearch, 'dir' | 'trusted'>;
  readonly profile: 'full' | 'smoke';
  /** Runs are folders in here; `latest` is a link to the newest complete one of a whole stage. */
  readonly outDir: string;
}

/** Everything a run is made of, so that tests can run one with gates and a system of their own. */
export interface Harness extends DecisionSources, Pick<Finishing, 'signer' | 'render'> {
  readonly registry: GateRegistry;
  readonly registryUrl: string;
  readonly repoRoot: string;
  locate(tool: Tool): string | null;
  readonly startStack: StartStack;
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
  context: { signal: AbortSignal; events: RunEvents },
): Promise<FinishedRun> {
  const { stage, target, selection, shard, profile, outDir } = options;
  const selected = selectCriteria(harness.criteria, stage, selection);
  const decisions = await readDecisions(harness);
  const durations = await pastDurations(outDir, profile);
  const plan = await planRun(selected, harness.registry, { stage, shard, durations });
  const tools = await findTools(plan, harness.locate);
  const startedAt = new Date().toISOString();
  const commit = await readCommit(harness.repoRoot);
  const runId = newRunId(startedAt, commit.commit);
  const opening: Opening = {
    schema: 'transkeep-opening/1',
    run: {
      runId,
      ...commit,
      stage,
      target,
      selection: selection && [...selection],
      ...(shard && { shard: shardName(shard) }),
      profile,
      startedAt,
      environment: { ...tools.versions, ...machine() },
      ...decisions,
      ...(stage === 'launch' && { candidate: await findCandidate({ outDir, ...commit, ...options.candidate }, harness) }),
    },
    changes: await changesFingerprint(harness.repoRoot),
    catalogue: catalogueFingerprint(harness.criteria),
    host: hostFingerprint(),
  };
  const runDir = join(outDir, runId);
  await storing(() => mkdir(join(runDir, 'evidence'), { recursive: true }));
  const release = await claim(runDir);
  try {
    // First: who resumes a run finds in it all that its opening names.
    await keepAttached(runDir, decisions.attestations ?? [], harness.attestationsFile ?? '');
    await writeOpening(runDir, opening);
    return await carryOut({ opening, runDir, outDir, plan, tools }, harness, { ...context, release });
  } finally {
    await release();
  }
}

/** `20261122T181500Z-7ee00e5-1a2b`: when, of which commit, and something of its own. */
export function newRunId(startedAt: string, commit: string): string {
  return `${startedAt.slice(0, 19).replaceAll(/[-:]/g, '')}Z-${commit.slice(0, 7)}-${randomBytes(2).toString('hex')}`;
}
