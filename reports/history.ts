import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { type Static, Type } from 'typebox';
import { Check } from 'typebox/value';
import { PastRunSchema, type Report } from './contract/index.ts';

/** One line of the history: a finished run of a whole stage, with what a later run is compared against. */
export const HistoryEntrySchema = Type.Object({
  schema: Type.Literal('transkeep-history/1'),
  ...PastRunSchema.properties,
  stage: Type.String(),
  target: Type.String(),
  /** Folder of the run, from the folder of the history on. */
  dir: Type.String(),
  /** Of every clause, measured or not. */
  verdicts: Type.Record(Type.String(), Type.Enum(['PASS', 'FAIL', 'INCONCLUSIVE', 'WAIVED'])),
  /** Of measured clauses that have one: the interval of the value. */
  intervals: Type.Record(Type.String(), Type.Tuple([Type.Number(), Type.Number()])),
  /** Raw samples by clause, where its gate offers them. */
  samples: Type.Optional(Type.Record(Type.String(), Type.Array(Type.Number()))),
});
export type HistoryEntry = Static<typeof HistoryEntrySchema>;

export interface History {
  /** Oldest first. */
  readonly entries: readonly HistoryEntry[];
  /** Lines that are none of ours, one sentence each: a torn one (a machine that lost power), or one that was edited. */
  readonly problems: readonly string[];
}

/** Longer lines are not ours. Characters. */
const LINE_LIMIT = 1024 * 1024;
/** More raw samples than this would make a line too long: they are left out, and later runs are compared by intervals. */
const SAMPLES_LIMIT = 20_000;

/** What is kept of a finished run. `samples`: raw samples by clause. */
export function historyEntry(report: Report, dir: string, samples: Readonly<Record<string, readonly number[]>> = {}): HistoryEntry {
  const lists = Object.entries(samples).map(([id, numbers]): [string, number[]] => [id, [...numbers]]);
  const count = lists.reduce((sum, [, numbers]) => sum + numbers.length, 0);
  const clauses = report.criteria.flatMap((criterion) => criterion.clauses);
  const measured = clauses.flatMap(({ id, measured: value, verdict }) => (value ? [{ id, verdict, ...value }] : []));
  const entry: HistoryEntry = {
    schema: 'transkeep-history/1',
    runId: report.runId,
    commit: report.commit,
    startedAt: report.startedAt,
    verdict: report.verdict,
    stage: report.stage,
    target: report.target,
    dir,
    verdicts: Object.fromEntries(clauses.map(({ id, verdict }) => [id, verdict])),
    values: Object.fromEntries(measured.map(({ id, value, unit, verdict }) => [id, { value, unit, verdict }])),
    intervals: Object.fromEntries(measured.flatMap(({ id, ci }) => (ci ? [[id, ci] as const] : []))),
  };
  return count > 0 && count <= SAMPLES_LIMIT ? { ...entry, samples: Object.fromEntries(lists) } : entry;
}

/**
 * Adds one line, on the disk when this resolves. Safe with any number of writers: one `write` on a file opened for appending is one piece (POSIX,
 * local file systems; not NFS). It begins with a line break, so that a line that was torn before does not swallow this one.
 */
export async function appendHistory(file: string, entry: HistoryEntry): Promise<void> {
  const line = Buffer.from(`\n${JSON.stringify(entry)}\n`);
  const handle = await open(file, 'a');
  try {
    const { bytesWritten } = await handle.write(line);
    if (bytesWritten !== line.length) throw new Error(`${file}: only ${bytesWritten} of ${line.length} bytes were written`);
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

/** Reads it all, line by line; a file that is not there is an empty history. Lines that are none of ours are said, never fatal. */
export async function readHistory(file: string): Promise<History> {
  const entries: HistoryEntry[] = [];
  const problems: string[] = [];
  let number = 0;
  try {
    for await (const line of createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY })) {
      number += 1;
      if (line === '') continue;
      const entry = parseLine(line);
      if (entry) entries.push(entry);
      else problems.push(`line ${number} is torn or not ours: «${line.slice(0, 40)}…»`);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return { entries: entries.toSorted((one, other) => one.startedAt.localeCompare(other.startedAt)), problems };
}

function parseLine(line: string): HistoryEntry | undefined {
  if (line.length > LINE_LIMIT) return undefined;
  try {
    const entry: unknown = JSON.parse(line);
    return Check(HistoryEntrySchema, entry) ? entry : undefined;
  } catch {
    // Torn: said by the caller.
    return undefined;
  }
}
