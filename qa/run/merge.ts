import { existsSync } from 'node:fs';
import { cp, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReportGate } from '@transkeep/reports/contract/index.ts';
import { thresholdsOf } from '../criteria/catalogue.ts';
import { EvidenceError, UsageError } from './errors.ts';
import { storing } from './evidence/evidence-store.ts';
import { finishRun } from './finish.ts';
import { type Opening, readOpening } from './opening.ts';
import { parseShard, shardName } from './plan/shards.ts';
import type { RunRecord } from './record.ts';
import { type FinishedRun, type Harness, newRunId } from './run.ts';
import { FOLDER as ATTACHED } from './verdicts/attestations.ts';
import { judgeRun } from './verdicts/judge-run.ts';
import { verifyRun } from './verify.ts';

interface Part {
  readonly dir: string;
  readonly record: RunRecord;
  readonly opening: Opening;
  readonly shard: string;
  readonly index: number;
  readonly of: number;
}

/**
 * Makes one run of the shards of a run: their folders are copied whole, and every gate is judged again from its raw evidence. A shard that
 * is not there leaves its gates without evidence. Throws EvidenceError for a shard that is not as it was saved, UsageError for shards that do not
 * belong together.
 */
export async function mergeRuns(
  dirs: readonly string[],
  outDir: string,
  harness: Pick<Harness, 'criteria' | 'registry' | 'render' | 'signer'>,
): Promise<FinishedRun> {
  const parts = (await Promise.all(dirs.map((dir) => readPart(dir, harness)))).sort((one, other) => one.index - other.index);
  const [first] = parts;
  if (!first) throw new UsageError('usage: npm run readiness -- merge DIR…');
  requireOneRun(first, parts);

  const startedAt = parts.map(({ record }) => record.startedAt).sort()[0] ?? first.record.startedAt;
  const runId = newRunId(startedAt, first.record.commit);
  const runDir = join(outDir, runId);
  await storing(() => mkdir(join(runDir, 'shards'), { recursive: true }));
  for (const part of parts)
    await storing(() => cp(part.dir, join(runDir, folderOf(part)), { recursive: true, errorOnExist: true, force: false }));

  // What people vouched for is the same in every shard.
  const attached = join(first.dir, 'evidence', ATTACHED);
  if (existsSync(attached)) await storing(() => cp(attached, join(runDir, 'evidence', ATTACHED), { recursive: true }));

  const missing = Array.from({ length: first.of }, (_, index) => shardName({ index: index + 1, of: first.of })).filter(
    (shard) => !parts.some((part) => part.shard === shard),
  );
  const gates = [...parts.flatMap(ownGates), ...lostGates(first, missing)];
  // Read back from the copies: what is judged is what is kept.
  const judgements = await judgeRun(gates, runDir, harness.registry, thresholdsOf(harness.criteria), true);
  const records = parts.map(({ record }) => record);
  const { shard: _shard, plan: _plan, resumedAt: _resumedAt, ...common } = first.record;
  const changed = records.find(({ checkoutChanged }) => checkoutChanged)?.checkoutChanged;
  const resumedAt = records.flatMap((record) => record.resumedAt ?? []);
  const record: RunRecord = {
    ...common,
    runId,
    criteria: [...new Set(records.flatMap(({ criteria }) => criteria))],
    interrupted: records.some(({ interrupted }) => interrupted),
    startedAt,
    finishedAt:
      records
        .map(({ finishedAt }) => finishedAt)
        .sort()
        .at(-1) ?? startedAt,
    environment: environments(records),
    gates,
    clockJumpMs: records.map(({ clockJumpMs = 0 }) => clockJumpMs).reduce((most, ms) => (Math.abs(ms) > Math.abs(most) ? ms : most), 0),
    ...(changed !== undefined && { checkoutChanged: changed }),
    shards: parts.map((part) => ({ shard: part.shard, runId: part.record.runId })),
    missingShards: missing,
    ...(resumedAt.length > 0 && { resumedAt }),
    ...planOf(records),
  };
  return { report: await finishRun(record, judgements, { ...harness, runDir, outDir }), runDir };
}

async function readPart(dir: string, harness: Pick<Harness, 'criteria' | 'registry'>): Promise<Part> {
  try {
    await verifyRun(dir, harness);
  } catch (error) {
    if (error instanceof EvidenceError) throw new EvidenceError(`${dir}: ${error.message}`, { cause: error });
    throw error;
  }
  const record = JSON.parse(await readFile(join(dir, 'run.json'), 'utf8')) as RunRecord;
  if (record.shard === undefined) throw new UsageError(`${dir} is no shard of a run: merge takes folders of runs with --shard i/n`);
  return { dir, record, opening: await readOpening(dir), shard: record.shard, ...parseShard(record.shard) };
}

/** What all shards of one run have in common, in words. */
const SAME: readonly (readonly [string, (part: Part) => unknown])[] = [
  ['number of shards', ({ of }) => of],
  ['commit', ({ record }) => record.commit],
  ['stage', ({ record }) => record.stage],
  ['target', ({ record }) => record.target],
  ['profile', ({ record }) => record.profile],
  ['selection', ({ record }) => record.selection],
  ['uncommitted changes', ({ opening }) => opening.changes],
  ['criteria', ({ opening }) => opening.catalogue],
  ['waivers', ({ record }) => record.waivers],
  ['attestations', ({ record }) => record.attestations],
  ['ledger of seeded faults', ({ record }) => record.faults],
];

function requireOneRun(first: Part, parts: readonly Part[]): void {
  for (const part of parts.slice(1)) {
    const differs = SAME.find(([, of]) => JSON.stringify(of(part)) !== JSON.stringify(of(first)));
    if (differs) throw new UsageError(`${first.dir} and ${part.dir} are no shards of one run: another ${differs[0]}`);
    const twin = parts.find((other) => other !== part && other.shard === part.shard);
    if (twin) throw new UsageError(`${twin.dir} and ${part.dir} are both shard ${part.shard}: give each shard once`);
  }
}

const folderOf = ({ index, of }: Part): string => `shards/${index}-of-${of}`;

function ownGates(part: Part): ReportGate[] {
  return part.record.gates
    .filter(({ shard }) => shard === part.shard)
    .map((gate) => ({ ...gate, folder: gate.folder === undefined ? folderOf(part) : `${folderOf(part)}/${gate.folder}` }));
}

/** Every shard names the gates that it leaves to others. */
function lostGates({ record }: Part, missing: readonly string[]): ReportGate[] {
  return record.gates
    .filter(({ shard }) => shard !== undefined && missing.includes(shard))
    .map((gate) => ({ ...gate, reason: `shard ${gate.shard} is missing` }));
}

/** Shards run at the same time: the run had to take as long as the one that had to take longest, and took as long as the slowest. */
function planOf(records: readonly RunRecord[]): Pick<RunRecord, 'plan'> {
  const plans = records.flatMap(({ shard, plan }) => (plan ? [{ shard, plan }] : []));
  const [longest] = plans.toSorted((one, other) => other.plan.criticalPathMs - one.plan.criticalPathMs);
  if (!longest) return {};
  const { shard, plan } = longest;
  return {
    plan: {
      ...plan,
      wallMs: Math.max(...plans.map((one) => one.plan.wallMs)),
      limitedBy: `shard ${shard}, the longest${plan.limitedBy === undefined ? '' : `: ${plan.limitedBy}`}`,
    },
  };
}

/** Machines may differ; each is named. */
function environments(records: readonly RunRecord[]): Record<string, string> {
  const names = new Set(records.flatMap(({ environment }) => Object.keys(environment)));
  return Object.fromEntries(
    [...names].map((name) => [name, [...new Set(records.flatMap(({ environment }) => environment[name] ?? []))].join(' and ')]),
  );
}
