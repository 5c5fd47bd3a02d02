import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Type } from 'typebox';
import { Check } from 'typebox/value';
import type { AnyGate } from './plan.ts';

/** How many of the newest runs are asked, and how many answers about one gate are enough. */
const RUNS = 20;
const ANSWERS = 5;

const PastDurationsSchema = Type.Object({
  profile: Type.Enum(['full', 'smoke']),
  gates: Type.Array(Type.Object({ id: Type.String(), outcome: Type.String(), durationMs: Type.Number({ minimum: 0 }) })),
});

/** How long each gate took lately on this machine: the median of its last few runs, in ms. Empty where there were none. */
export async function pastDurations(outDir: string, profile: 'full' | 'smoke'): Promise<ReadonlyMap<string, number>> {
  const answers = new Map<string, number[]>();
  for (const name of (await runsIn(outDir)).slice(0, RUNS)) {
    const past = await readPast(join(outDir, name, 'run.json'));
    if (past?.profile !== profile) continue;
    for (const { id, outcome, durationMs } of past.gates) {
      const known = answers.get(id) ?? [];
      if (outcome === 'ran' && known.length < ANSWERS) answers.set(id, [...known, durationMs]);
    }
  }
  return new Map([...answers].map(([id, values]) => [id, values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0]));
}

/** What a gate takes where nothing is known of this machine, in ms: the same on every machine, so that shards are dealt alike. */
export function declaredEstimate({ estimateMs, timeLimitMs }: Pick<AnyGate, 'estimateMs' | 'timeLimitMs'>): number {
  return estimateMs ?? timeLimitMs;
}

/** Newest first: their names begin with the time. */
async function runsIn(outDir: string): Promise<string[]> {
  const names = await readdir(outDir).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
    throw error;
  });
  return names
    .filter((name) => /^\d{8}T\d{6}Z-/.test(name))
    .sort()
    .reverse();
}

/** A run that was not finished, or that another version wrote, is no use here and no error: estimates only decide an order. */
async function readPast(file: string) {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    const past: unknown = JSON.parse(text);
    return Check(PastDurationsSchema, past) ? past : undefined;
  } catch {
    return undefined;
  }
}
