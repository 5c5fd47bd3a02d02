import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CriterionId, Report, ReportClause } from '@transkeep/reports/contract/index.ts';
import { UsageError } from '../run/errors.ts';
import type { StackChanges } from '../run/local-system.ts';
import { type Harness, type RunEvents, runReadiness } from '../run/run.ts';
import { applyEdit, FaultOutdatedError } from './apply-edits.ts';
import type { Fault } from './fault.ts';
import { EDGE_FILE } from './ledger.ts';

/** proven · unnoticed: the gate stayed green · misnamed: red for another reason · not-run: it could not be tried or decided. */
export type ProofOutcome = 'proven' | 'unnoticed' | 'misnamed' | 'not-run';

export interface Proof {
  readonly fault: Fault;
  readonly outcome: ProofOutcome;
  /** One line: the reason the gate gave, or why it did not count. */
  readonly note: string;
  /** Verdicts of the clause: healthy, with the fault, healthy again. */
  readonly verdicts: readonly [before: string, faulty: string, after: string];
}

/** What a fault changes around a run: how the system is started, and what the gates' processes get. */
interface Changes {
  readonly stack?: StackChanges;
  readonly gateEnv?: Readonly<Record<string, string>>;
}

export interface ProveContext {
  readonly outDir: string;
  readonly signal: AbortSignal;
  readonly events: RunEvents;
  step(text: string): void;
}

/** The faults that ids, areas, clauses or names select; all of them for none. Throws UsageError for a name that selects nothing. */
export function selectFaults(faults: readonly Fault[], names: readonly string[]): Fault[] {
  const matches = ({ id, clause }: Fault, name: string): boolean =>
    id === name || clause === name || clause.startsWith(`${name}.`) || clause.startsWith(`${name}-`);
  for (const name of names) {
    if (!faults.some((fault) => matches(fault, name))) {
      throw new UsageError(
        `no seeded fault proves ${name}; there are faults for ${faults.map(({ id, clause }) => `${clause} (${id})`).join(', ')}`,
      );
    }
  }
  return names.length === 0 ? [...faults] : faults.filter((fault) => names.some((name) => matches(fault, name)));
}

/**
 * For each fault: healthy → PASS, fault in → FAIL of that clause for that reason, fault out → PASS. One fault's «out» is
 * the next one's «healthy», so n faults take 2n + 1 starts of the system. Only the gates of the criteria concerned run.
 */
export async function prove(faults: readonly Fault[], harness: Harness, context: ProveContext): Promise<Proof[]> {
  const proofs: Proof[] = [];
  const criterionOf = ({ clause }: Fault) => clause.slice(0, clause.indexOf('.')) as CriterionId;
  const run = async (criteria: readonly CriterionId[], profile: 'full' | 'smoke', { stack, gateEnv }: Changes): Promise<Report> => {
    const startStack: Harness['startStack'] = (options) => harness.startStack({ ...options, ...stack });
    const options = { stage: 'candidate', target: 'local', selection: [...new Set(criteria)], profile, outDir: context.outDir } as const;
    return (await runReadiness(options, { ...harness, startStack, ...(gateEnv && { gateEnv }) }, context)).report;
  };
  let healthy: Report | undefined;
  for (const [index, fault] of faults.entries()) {
    if (context.signal.aborted) break;
    const outdated = await whyOutdated(fault, harness.repoRoot);
    if (outdated) {
      proofs.push({ fault, outcome: 'not-run', note: outdated, verdicts: ['–', '–', '–'] });
      continue;
    }
    if (!healthy || !clauseOf(healthy, fault)) {
      context.step(`${fault.id}: healthy, ${criterionOf(fault)} must pass`);
      healthy = await run([criterionOf(fault)], 'full', {});
    }
    const before = clauseOf(healthy, fault);
    if (before?.verdict !== 'PASS') {
      proofs.push({
        fault,
        outcome: 'not-run',
        note: `healthy, it does not pass: ${before?.reason ?? 'not judged'}`,
        verdicts: [before?.verdict ?? '–', '–', '–'],
      });
      continue;
    }
    context.step(`${fault.id}: fault in, ${fault.clause} must fail`);
    const faulty = await withFault(fault, harness.repoRoot, (changes) => run([criterionOf(fault)], fault.profile, changes));
    const next = faults[index + 1];
    context.step(`${fault.id}: fault out, ${criterionOf(fault)} must pass again`);
    healthy = await run([criterionOf(fault), ...(next ? [criterionOf(next)] : [])], 'full', {});
    proofs.push(conclude(fault, before, clauseOf(faulty.report, fault), clauseOf(healthy, fault), faulty.unapplied));
  }
  return proofs;
}

export function conclude(
  fault: Fault,
  before: ReportClause,
  faulty: ReportClause | undefined,
  after: ReportClause | undefined,
  unapplied: readonly string[],
): Proof {
  const verdicts = [before.verdict, faulty?.verdict ?? '–', after?.verdict ?? '–'] as const;
  const result = (outcome: ProofOutcome, note: string): Proof => ({ fault, outcome, note, verdicts });
  if (unapplied.length > 0) return result('not-run', `nothing ever loaded ${unapplied.join(', ')}: the fault was not in`);
  if (!faulty || faulty.verdict === 'INCONCLUSIVE')
    return result('not-run', `undecided with the fault in: ${faulty?.reason ?? 'not judged'}`);
  if (faulty.verdict !== 'FAIL') return result('unnoticed', `still ${faulty.verdict}: ${faulty.reason}`);
  if (!fault.reason.test(faulty.reason)) return result('misnamed', `red for another reason: ${faulty.reason}`);
  if (after?.verdict !== 'PASS') return result('not-run', `not green again without the fault: ${after?.reason ?? 'not judged'}`);
  return result('proven', faulty.reason);
}

function clauseOf(report: Report, { clause }: Fault): ReportClause | undefined {
  return report.criteria.flatMap(({ clauses }) => clauses).find(({ id }) => id === clause);
}

/** Checked before anything is started: an outdated fault would otherwise look like a system that does not come up. */
async function whyOutdated({ source = [], edge = [] }: Fault, repoRoot: string): Promise<string | undefined> {
  try {
    for (const edit of [...source, ...edge.map((one) => ({ ...one, file: EDGE_FILE }))]) {
      applyEdit(await readFile(join(repoRoot, edit.file), 'utf8'), edit, edit.file);
    }
    return undefined;
  } catch (error) {
    if (error instanceof FaultOutdatedError || (error as NodeJS.ErrnoException).code === 'ENOENT') return (error as Error).message;
    throw error;
  }
}

async function withFault<T>(
  fault: Fault,
  repoRoot: string,
  work: (changes: Changes) => Promise<T>,
): Promise<{ report: T; unapplied: string[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'transkeep-fault-'));
  try {
    const { source = [], edge = [] } = fault;
    const appliedFile = join(folder, 'applied');
    await mkdir(folder, { recursive: true });
    await writeFile(appliedFile, '');
    await writeFile(join(folder, 'fault.json'), JSON.stringify({ root: repoRoot, edits: source, appliedFile }));
    const preload = join(import.meta.dirname, 'preload.ts');
    const env = { TRANSKEEP_FAULT: join(folder, 'fault.json') };
    const inGates = fault.loadedBy === 'gates';
    const report = await work({
      ...(inGates && { gateEnv: { ...env, NODE_OPTIONS: `--import=${pathToFileURL(preload).href}` } }),
      stack: {
        ...(source.length > 0 && !inGates && { nodeArgs: ['--import', preload], env }),
        ...(edge.length > 0 && { caddyfile: (text: string) => edge.reduce((before, edit) => applyEdit(before, edit, EDGE_FILE), text) }),
      },
    });
    const applied = new Set((await readFile(appliedFile, 'utf8')).split('\n'));
    return { report, unapplied: source.map(({ file }) => file).filter((file) => !applied.has(file)) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
