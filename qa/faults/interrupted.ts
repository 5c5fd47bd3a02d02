import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Static, Type } from 'typebox';
import { Check } from 'typebox/value';
import type { FaultyRun } from './conclude.ts';

const EntriesSchema = Type.Array(Type.Object({ hash: Type.String(), verdict: Type.String(), note: Type.String() }));
type Entries = Static<typeof EntriesSchema>;

/** What a session of proving has seen turn red before it was interrupted, by hash, so that the next one need not see it again. */
export class InterruptedSession {
  readonly #file: string;
  #entries: Entries = [];

  private constructor(file: string) {
    this.#file = file;
  }

  /** Reads what the last session left; nothing when it ended in order. A file that cannot be read is no help and is begun anew. */
  static async open(file: string): Promise<InterruptedSession> {
    const session = new InterruptedSession(file);
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
      return '[]';
    });
    const entries = parsed(text);
    if (Check(EntriesSchema, entries)) session.#entries = entries;
    return session;
  }

  get(hash: string): FaultyRun | undefined {
    const entry = this.#entries.find((one) => one.hash === hash);
    return entry && { outcome: 'red', verdict: entry.verdict, note: entry.note };
  }

  /** Only what turned red as it should is kept; anything else is worth another look. */
  async add(hash: string, { outcome, verdict, note }: FaultyRun): Promise<void> {
    if (outcome !== 'red') return;
    this.#entries = [...this.#entries.filter((one) => one.hash !== hash), { hash, verdict, note }];
    await mkdir(dirname(this.#file), { recursive: true });
    await writeFile(this.#file, `${JSON.stringify(this.#entries, null, 1)}\n`);
  }

  /** The session ended in order: what it proved is in the ledger. */
  end(): Promise<void> {
    return rm(this.#file, { force: true });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
