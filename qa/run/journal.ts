import { open, readFile, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { type ReportGate, ReportGateSchema } from '@transkeep/reports/contract/index.ts';
import { type Static, Type } from 'typebox';
import { Check } from 'typebox/value';
import { EvidenceError } from './errors.ts';
import { filesOf, gateFolder, sha256OfFile, storing } from './evidence/evidence-store.ts';

const NAME = 'journal.jsonl';

const EntrySchema = Type.Union([
  /** A process has taken the run on: the first one, or one that resumes it. */
  Type.Object({ event: Type.Literal('session'), at: Type.String() }),
  /** The system is up, on servers of this kind. */
  Type.Object({ event: Type.Literal('system'), at: Type.String(), services: Type.String() }),
  /** A gate has ended, whatever became of it; `manifest` is the hash of its manifest, which names all its files with theirs. */
  Type.Object({ event: Type.Literal('gate'), at: Type.String(), result: ReportGateSchema, manifest: Type.Optional(Type.String()) }),
]);
export type JournalEntry = Static<typeof EntrySchema>;

/** Adds one line to a run's journal; it is on the disk when this resolves. */
export async function note(runDir: string, entry: JournalEntry): Promise<void> {
  await storing(async () => {
    const file = await open(join(runDir, NAME), 'a');
    try {
      await file.appendFile(`${JSON.stringify(entry)}\n`);
      await file.datasync();
    } finally {
      await file.close();
    }
  });
}

/** Adds a gate that has ended, once its evidence is on the disk as well. */
export async function noteGate(runDir: string, result: ReportGate): Promise<void> {
  const at = new Date().toISOString();
  if (result.outcome === 'skipped') return note(runDir, { event: 'gate', at, result });
  const root = join(runDir, result.folder ?? '');
  for (const { path } of await filesOf(root, result.id)) await sync(join(root, path));
  await sync(manifestOf(runDir, result));
  await note(runDir, { event: 'gate', at, result, manifest: await sha256OfFile(manifestOf(runDir, result)) });
}

export function manifestOf(runDir: string, { id, folder = '' }: ReportGate): string {
  return join(gateFolder(join(runDir, folder), id), 'manifest.json');
}

async function sync(path: string): Promise<void> {
  await storing(async () => {
    const file = await open(path);
    await file.datasync().finally(() => file.close());
  });
}

/** What is noted so far. A last line without its end was being written when the process died: it counts as not written. Throws EvidenceError for any other line that is none. */
export async function readJournal(runDir: string): Promise<JournalEntry[]> {
  const text = await readFile(join(runDir, NAME), 'utf8').catch((error: NodeJS.ErrnoException) => {
    // Killed before its first line.
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return text
    .split('\n')
    .slice(0, -1)
    .map((line, index) => {
      try {
        const entry: unknown = JSON.parse(line);
        if (Check(EntrySchema, entry)) return entry;
      } catch (cause) {
        throw new EvidenceError(`line ${index + 1} of ${join(runDir, NAME)} is damaged: run the whole stage again`, { cause });
      }
      throw new EvidenceError(`line ${index + 1} of ${join(runDir, NAME)} is not one of ours: run the whole stage again`);
    });
}

/** Takes away a last line that was cut short, so that the next one does not continue it. */
export async function repairJournal(runDir: string): Promise<void> {
  const path = join(runDir, NAME);
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (bytes) await storing(() => truncate(path, bytes.lastIndexOf('\n') + 1));
}
