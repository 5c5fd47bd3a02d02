import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Check } from 'typebox/value';
import { countFaults } from '../faults/ledger.ts';
import { carryOut } from './carry-out.ts';
import { machine } from './environment.ts';
import { EvidenceError, UsageError } from './errors.ts';
import { checkChecksums, ENVELOPE, PUBLIC_KEY, SUMS } from './evidence/checksums.ts';
import { sha256OfFile, storing } from './evidence/evidence-store.ts';
import { isInHistory, isWholeStage } from './finish.ts';
import { findTools, type Toolbox } from './gathering/toolbox.ts';
import { type JournalEntry, manifestOf, readJournal, repairJournal } from './journal.ts';
import { catalogueFingerprint, changeSince, hostFingerprint, type Opening, readOpening } from './opening.ts';
import { claim } from './owner.ts';
import { pastDurations } from './plan/estimates.ts';
import { planRun } from './plan/plan.ts';
import { selectCriteria } from './plan/selection.ts';
import { parseShard } from './plan/shards.ts';
import { RunRecordSchema } from './record.ts';
import type { FinishedRun, Harness, RunEvents } from './run.ts';
import { FOLDER as ATTACHED, checkAttached } from './verdicts/attestations.ts';
import { loadWaivers } from './verdicts/waivers.ts';

/** Evidence older than this is no longer about today's machine. ms. */
const MAX_AGE_MS = 24 * 60 * 60_000;

type Noted = Extract<JournalEntry, { event: 'gate' }>;

/**
 * Finishes a run that was interrupted or killed. A gate that ended keeps what it said, good or bad, so that nobody gets a second chance by being
 * interrupted; the others run again, what they had left set aside. Throws UsageError when anything has changed that verdicts rest on,
 * EvidenceError when evidence has.
 */
export async function resumeRun(
  runDir: string,
  harness: Harness,
  context: { signal: AbortSignal; events: RunEvents; now?: () => number },
): Promise<FinishedRun> {
  const opening = await readOpening(runDir);
  await refuseFinished(runDir);
  const release = await claim(runDir);
  try {
    const entries = await readJournal(runDir);
    const noted = entries.filter((entry): entry is Noted => entry.event === 'gate');
    const { run } = opening;
    for (const entry of noted) await requireUnchanged(runDir, entry);
    await checkAttached(runDir, run.attestations ?? []);
    const outDir = dirname(runDir);
    const done = new Set(noted.map(({ result }) => result.id));
    const selected = selectCriteria(harness.criteria, run.stage, run.selection);
    const options = {
      stage: run.stage,
      shard: run.shard === undefined ? undefined : parseShard(run.shard),
      durations: await pastDurations(outDir, run.profile),
    };
    const plan = await planRun(selected, harness.registry, { ...options, done });
    const { tasks } = await planRun(selected, harness.registry, options);
    const tools = await findTools(plan, harness.locate);
    await refuseChanges(runDir, opening, tools, harness, context.now ?? Date.now);
    // Nothing was touched so far; from here on the folder is no finished run until it is finished again.
    for (const file of [SUMS, ENVELOPE, PUBLIC_KEY]) await rm(join(runDir, file), { force: true });
    await repairJournal(runDir);
    const sessions = entries.filter(({ event }) => event === 'session');
    await setAside(runDir, sessions.length, done);
    const before = {
      results: noted.map(({ result }) => result),
      resumedAt: [...sessions.slice(1).map(({ at }) => at), new Date().toISOString()],
      services: entries.findLast((entry) => entry.event === 'system')?.services,
      tasks,
      workedMs: workedMs(entries),
    };
    return await carryOut({ opening, runDir, outDir, plan, tools, before }, harness, { ...context, release });
  } finally {
    await release();
  }
}

/** From the start of each session to the last that it noted; what it began after that was lost. */
export function workedMs(entries: readonly JournalEntry[]): number {
  let sum = 0;
  for (const [index, { event, at }] of entries.entries()) {
    const before = entries[index - 1];
    if (before && event !== 'session') sum += Math.max(0, Date.parse(at) - Date.parse(before.at));
  }
  return sum;
}

async function refuseFinished(runDir: string): Promise<void> {
  if (!existsSync(join(runDir, SUMS))) return;
  await checkChecksums(runDir);
  const record: unknown = JSON.parse(await readFile(join(runDir, 'run.json'), 'utf8'));
  if (!Check(RunRecordSchema, record)) throw new EvidenceError(`${join(runDir, 'run.json')} is not what its schema says`);
  // Killed between summing up and signing.
  if (record.signedBy && !existsSync(join(runDir, ENVELOPE))) return;
  if (record.interrupted) return;
  // Killed before it was in the history, where later runs look for it.
  if (isWholeStage(record) && !(await isInHistory(dirname(runDir), record.runId))) return;
  throw new UsageError(`${runDir} is finished: there is nothing to resume`);
}

async function requireUnchanged(runDir: string, { result, manifest }: Noted): Promise<void> {
  if (manifest === undefined) return;
  const hash = await sha256OfFile(manifestOf(runDir, result)).catch((cause: unknown) => {
    throw new EvidenceError(`the manifest of ${result.id} is missing: run the whole stage again`, { cause });
  });
  if (hash !== manifest) throw new EvidenceError(`the manifest of ${result.id} was changed after it was saved: run the whole stage again`);
}

/**
 * Half a run of one thing and half of another proves nothing of either. What people vouched for came with the run and is kept in it, wherever it
 * came from.
 */
async function refuseChanges(runDir: string, opening: Opening, tools: Toolbox, harness: Harness, now: () => number): Promise<void> {
  const { run } = opening;
  const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
  const ageMs = now() - Date.parse(run.startedAt);
  const why = [
    (await changeSince(opening, harness.repoRoot)) ?? false,
    catalogueFingerprint(harness.criteria) !== opening.catalogue && 'the criteria have changed',
    !same(await loadWaivers(harness.waiversFile, harness.criteria), run.waivers) && 'the waivers have changed',
    !same(countFaults(await harness.faults()), run.faults) && 'the ledger of seeded faults has changed',
    ...Object.entries({ ...tools.versions, ...machine() }).map(
      ([name, value]) => run.environment[name] !== value && `${name} is ${value} now, it was ${run.environment[name] ?? 'not there'}`,
    ),
    hostFingerprint() !== opening.host && 'this is another machine',
    !(ageMs >= 0 && ageMs <= MAX_AGE_MS) && `it started at ${run.startedAt}, more than 24 h from now`,
  ].find((one) => one !== false);
  if (why) throw new UsageError(`${runDir} cannot be resumed: ${why}; run the whole stage again`);
}

/** What gates had saved when they were cut short is kept, but nobody judges it. */
async function setAside(runDir: string, session: number, done: ReadonlySet<string>): Promise<void> {
  const evidence = join(runDir, 'evidence');
  const partial = (await readdir(evidence)).filter((gate) => !done.has(gate) && gate !== ATTACHED);
  if (partial.length === 0) return;
  const place = join(runDir, 'set-aside', `${session}`);
  await storing(() => mkdir(place, { recursive: true }));
  for (const gate of partial) await storing(() => rename(join(evidence, gate), join(place, gate)));
}
