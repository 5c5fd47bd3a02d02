import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Criterion, type Report, ReportSchema } from '@transkeep/reports/contract/index.ts';
import { Check } from 'typebox/value';
import { readCommit } from '../run/environment.ts';
import { EXIT, HarnessError, UsageError } from '../run/errors.ts';
import { storing } from '../run/evidence/evidence-store.ts';
import { catalogueFingerprint, changesFingerprint, hostFingerprint, readOpening } from '../run/opening.ts';
import { loadGate } from '../run/plan/plan.ts';
import { selectCriteria } from '../run/plan/selection.ts';
import { type Harness, runReadiness } from '../run/run.ts';
import { createDisplay } from './display.ts';
import { exitCodeOf, summarise, summaryText } from './healthy-summary.ts';
import { untilInterrupted } from './interrupt.ts';
import type { HealthyCommand } from './options.ts';

const STAGE = 'candidate';

/**
 * Runs the gates that measure time again and again on a system that is healthy: every NO-GO is a false alarm of the harness. Each run is an
 * ordinary one with a folder of its own; the same command goes on where it was stopped. Gives the exit code.
 */
export async function healthy({ runs, only, profile, out }: HealthyCommand, harness: Harness, plain: boolean): Promise<number> {
  const timed = await timedClauses(harness);
  const selection = selectionOf(harness.criteria, timed, only);
  await storing(() => mkdir(out, { recursive: true }));
  const common = await settled(harness, selection, profile);
  const reports = await earlierRuns(out, common);
  const judged = timed.filter((id) => selection.some((criterion) => id.startsWith(`${criterion}.`)));
  const summary = () => summarise(reports, judged, runs);
  const display = createDisplay(process.stderr, { plain });
  const interrupt = untilInterrupted(display.note);
  process.stdout.write(`readiness: ${runs} healthy runs of ${selection.join(', ')}, ${reports.length} of them there already, in ${out}\n`);
  try {
    while (reports.length < runs && !interrupt.signal.aborted) {
      requireSame(common, await settled(harness, selection, profile), 'the checkout changed meanwhile, to');
      display.note(`── run ${reports.length + 1} of ${runs}`);
      const options = { stage: STAGE, target: 'local', selection, profile, outDir: out } as const;
      const { report } = await runReadiness(options, harness, { signal: interrupt.signal, events: display });
      if (!report.complete) break;
      reports.push(report);
      // After each, as the next may be the one that is interrupted.
      await storing(() => writeFile(join(out, 'healthy.json'), `${JSON.stringify(summary(), null, 1)}\n`));
      await storing(() => writeFile(join(out, 'healthy.md'), summaryText(summary())));
    }
  } finally {
    display.close();
    interrupt.release();
  }
  process.stdout.write(`\n${summaryText(summary())}`);
  if (!interrupt.signal.aborted) return exitCodeOf(summary());
  process.stdout.write('The same command goes on from here.\n');
  return EXIT.interrupted;
}

/** Clauses that gates judge which run alone because they measure time. */
async function timedClauses({ criteria, registry }: Harness): Promise<string[]> {
  const clauses = criteria.flatMap((criterion) => criterion.clauses).filter(({ gate }) => gate[STAGE] !== undefined);
  const ids = [...new Set(clauses.flatMap(({ gate }) => gate[STAGE] ?? []))];
  const gates = await Promise.all(ids.map((id) => loadGate(registry, id)));
  const alone = new Set(gates.filter(({ exclusive }) => exclusive).map(({ id }) => id));
  return clauses.filter(({ gate }) => alone.has(gate[STAGE] ?? '')).map(({ id }) => id);
}

function selectionOf(criteria: readonly Criterion[], timed: readonly string[], only: readonly string[] | null): string[] {
  const ids = selectCriteria(criteria, STAGE, only)
    .filter(({ clauses }) => clauses.some(({ id }) => timed.includes(id)))
    .map(({ id }) => id);
  if (ids.length === 0)
    throw new UsageError(`no gate of ${only?.join(', ') ?? 'this catalogue'} measures time: there is nothing to repeat`);
  return ids;
}

/** What runs must have in common to be repetitions of one another. */
interface Common {
  readonly commit: string;
  readonly changes: string;
  readonly catalogue: string;
  readonly machine: string;
  readonly selection: string;
  readonly profile: string;
}

async function settled(harness: Harness, selection: readonly string[], profile: string): Promise<Common> {
  return {
    commit: (await readCommit(harness.repoRoot)).commit,
    changes: await changesFingerprint(harness.repoRoot),
    catalogue: catalogueFingerprint(harness.criteria),
    machine: hostFingerprint(),
    selection: selection.join(', '),
    profile,
  };
}

/** Reports of the complete runs in a folder, in their order. Runs of something else cannot be added up with these: UsageError. */
async function earlierRuns(out: string, wanted: Common): Promise<Report[]> {
  const reports: Report[] = [];
  const folders = (await readdir(out, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map(({ name }) => name);
  for (const name of folders.sort()) {
    const report = await readReport(join(out, name, 'report.json'));
    if (!report?.complete) continue;
    const { run, changes, catalogue, host } = await readOpening(join(out, name));
    const found = {
      commit: run.commit,
      changes,
      catalogue,
      machine: host,
      selection: run.selection?.join(', ') ?? 'all',
      profile: run.profile,
    };
    requireSame(wanted, found, `${join(out, name)} was made with`);
    reports.push(report);
  }
  return reports;
}

function requireSame(wanted: Common, found: Common, what: string): void {
  const other = (Object.keys(wanted) as (keyof Common)[]).find((key) => found[key] !== wanted[key]);
  if (other) throw new UsageError(`${what} another ${other}: choose an empty folder with --out`);
}

/** `null`: the run was killed before it had one. */
async function readReport(file: string): Promise<Report | null> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  const report = parse(text);
  if (!Check(ReportSchema, report)) throw new HarnessError(`${file} is no report of a run: remove its folder and go on`);
  return report;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
