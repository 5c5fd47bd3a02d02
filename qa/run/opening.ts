import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Criterion } from '@transkeep/reports/contract/index.ts';
import { type Static, Type } from 'typebox';
import { Check } from 'typebox/value';
import { readCommit } from './environment.ts';
import { EvidenceError, UsageError } from './errors.ts';
import { storing } from './evidence/evidence-store.ts';
import { RunRecordSchema } from './record.ts';

const NAME = 'opening.json';

const SETTLED_LATER = [
  'schema',
  'criteria',
  'interrupted',
  'finishedAt',
  'gates',
  'clockJumpMs',
  'checkoutChanged',
  'resumedAt',
  'plan',
  'signedBy',
] as const;

/**
 * `opening.json`: everything that is settled before the first gate starts, on disk from then on, so that a run that was killed can be
 * finished. `run` goes into the record of the finished run as it is.
 */
export const OpeningSchema = Type.Object({
  schema: Type.Literal('transkeep-opening/1'),
  run: Type.Omit(RunRecordSchema, [...SETTLED_LATER]),
  /** Fingerprint of what is not committed. */
  changes: Type.String(),
  /** Fingerprint of criteria, clauses and thresholds. */
  catalogue: Type.String(),
  /** Fingerprint of the machine's name. */
  host: Type.String(),
});
export type Opening = Static<typeof OpeningSchema>;

export function writeOpening(runDir: string, opening: Opening): Promise<void> {
  return storing(() => writeFile(join(runDir, NAME), `${JSON.stringify(opening, null, 1)}\n`, { flush: true, flag: 'wx' }));
}

/** Throws UsageError for a folder that is no run, EvidenceError for an opening that was damaged. */
export async function readOpening(runDir: string): Promise<Opening> {
  const text = await readFile(join(runDir, NAME), 'utf8').catch((cause: unknown) => {
    throw new UsageError(`${runDir} is no run that can be resumed: it has no ${NAME}`, { cause });
  });
  try {
    const opening: unknown = JSON.parse(text);
    if (Check(OpeningSchema, opening)) return opening;
  } catch (cause) {
    throw new EvidenceError(`${join(runDir, NAME)} is damaged: run the whole stage again`, { cause });
  }
  throw new EvidenceError(`${join(runDir, NAME)} is not what its schema says: run the whole stage again`);
}

export function catalogueFingerprint(criteria: readonly Criterion[]): string {
  return sha256(JSON.stringify(criteria));
}

export function hostFingerprint(): string {
  return sha256(hostname());
}

/** What of the checkout is no longer as it was when the run began, in words; undefined when nothing is. */
export async function changeSince({ run, changes }: Opening, repoRoot: string): Promise<string | undefined> {
  const { commit } = await readCommit(repoRoot);
  if (commit !== run.commit) return `the commit is ${commit.slice(0, 12)} now, it was ${run.commit.slice(0, 12)}`;
  return (await changesFingerprint(repoRoot)) === changes ? undefined : 'what is not committed has changed';
}

/** What is not committed, down to the content of files that git knows and the names of those that it doesn't. */
export async function changesFingerprint(repoRoot: string): Promise<string> {
  const git = (...args: string[]) => promisify(execFile)('git', args, { cwd: repoRoot, maxBuffer: 256 * 1024 * 1024 });
  try {
    const [names, content] = await Promise.all([git('status', '--porcelain', '--untracked-files=all'), git('diff', 'HEAD', '--binary')]);
    return names.stdout.trim() === '' ? 'none' : sha256(names.stdout + content.stdout);
  } catch {
    // No git, no commit: the run says «commit unknown» and cannot be GO.
    return 'unknown';
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
