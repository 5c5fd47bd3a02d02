import type { KeyObject } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Criterion } from '@transkeep/reports/contract/index.ts';
import { EvidenceError, HarnessError } from '../errors.ts';
import type { GateRegistry } from '../plan/plan.ts';
import type { Candidate } from '../record.ts';
import { verifyRun } from '../verify.ts';

export interface CandidateSearch {
  /** Where runs are kept. */
  readonly outDir: string;
  /** The one run that counts; absent: the newest that holds. */
  readonly dir?: string | undefined;
  readonly commit: string;
  /** Absent: signed by whom is told, not checked. */
  readonly trusted?: KeyObject | undefined;
}

/**
 * What a launch stands on: a candidate run of the same commit whose evidence is judged again here and comes out GO. Says which it is, or exactly what is
 * missing; reads only.
 */
export async function findCandidate(
  { outDir, dir, commit, trusted }: CandidateSearch,
  harness: { criteria: readonly Criterion[]; registry: GateRegistry },
): Promise<Candidate> {
  const dirs = dir === undefined ? await candidatesIn(outDir, commit) : [dir];
  const problems: string[] = [];
  for (const one of dirs) {
    const found = await judge(one, commit, harness, trusted);
    if (found.runId !== undefined) return found;
    problems.push(found.note);
  }
  return {
    note:
      problems[0] ??
      `there is no candidate run of ${commit.slice(0, 7)} in ${outDir}: run the candidate stage of it first, or name it with --candidate`,
  };
}

async function judge(
  dir: string,
  commit: string,
  harness: { criteria: readonly Criterion[]; registry: GateRegistry },
  trusted: KeyObject | undefined,
): Promise<Candidate> {
  const name = basename(dir);
  try {
    const { report, differences, signature } = await verifyRun(dir, harness, trusted);
    if (report.stage !== 'candidate') return { note: `${name} is a run of stage ${report.stage}` };
    if (report.commit !== commit) return { note: `${name} is of commit ${report.commit.slice(0, 7)}, not of ${commit.slice(0, 7)}` };
    if (differences.length > 0) return { note: `${name} is judged differently by this harness: ${differences[0]}` };
    if (report.verdict !== 'GO') return { note: `${name} says ${report.verdict}` };
    const by =
      signature.keyId === null
        ? 'unsigned'
        : `signed by key ${signature.keyId.slice(0, 16)}…${signature.trusted ? '' : ', which was not checked'}`;
    return { runId: report.runId, note: `${report.runId}, verified, ${by}` };
  } catch (error) {
    if (error instanceof EvidenceError || error instanceof HarnessError) return { note: `${name} cannot be verified: ${error.message}` };
    throw error;
  }
}

/** Folders of runs that call themselves candidates of a commit, newest first. What they say is checked afterwards. */
async function candidatesIn(outDir: string, commit: string): Promise<string[]> {
  const names = await readdir(outDir).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const runs = await Promise.all(
    names.filter((name) => /^\d{8}T\d{6}Z-/.test(name)).map(async (name) => ({ name, ...(await headOf(join(outDir, name))) })),
  );
  return runs
    .filter((run) => run.stage === 'candidate' && run.commit === commit)
    .sort((one, other) => other.name.localeCompare(one.name))
    .map(({ name }) => join(outDir, name));
}

async function headOf(dir: string): Promise<{ stage?: unknown; commit?: unknown }> {
  try {
    const { stage, commit } = JSON.parse(await readFile(join(dir, 'run.json'), 'utf8'));
    return { stage, commit };
  } catch {
    // Not finished, or no run: no candidate.
    return {};
  }
}
