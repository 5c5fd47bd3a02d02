import { readFile } from 'node:fs/promises';
import type { Criterion } from '@transkeep/reports/contract/index.ts';
import { type Static, Type } from 'typebox';
import { UsageError } from '../errors.ts';
import { endOfDay, parseReviewed } from './reviewed-file.ts';

export const WaiverSchema = Type.Object(
  {
    clause: Type.String(),
    owner: Type.String({ minLength: 1 }),
    reason: Type.String({ minLength: 1 }),
    /** Where the repair is tracked. */
    issue: Type.String({ minLength: 1 }),
    /** Last day it holds, `YYYY-MM-DD`, to the end of that day in UTC. */
    expires: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
    approvers: Type.Array(Type.String({ minLength: 1 }), { minItems: 1 }),
  },
  { additionalProperties: false },
);
export type Waiver = Static<typeof WaiverSchema>;

/** Reads and checks the waivers file. Throws UsageError for anything in it that could hide more than it names. */
export async function loadWaivers(file: string, criteria: readonly Criterion[]): Promise<Waiver[]> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new UsageError(`cannot read ${file}: it holds the reviewed waivers, an empty list if there are none`, { cause });
  });
  return parseWaivers(text, file, criteria);
}

export function parseWaivers(text: string, file: string, criteria: readonly Criterion[]): Waiver[] {
  const refuse = (what: string): never => {
    throw new UsageError(`${file}: ${what}`);
  };
  const waivers = parseReviewed(text, file, Type.Array(WaiverSchema));
  const severities = new Map(criteria.flatMap(({ clauses, severity }) => clauses.map(({ id }) => [id as string, severity] as const)));
  for (const { clause, approvers, expires } of waivers) {
    const severity = severities.get(clause);
    if (!severity) refuse(`there is no clause ${clause}; \`npm run readiness -- list\` shows them all`);
    if (Number.isNaN(endOfDay(expires))) refuse(`${clause}: ${expires} is no date`);
    if (waivers.filter((other) => other.clause === clause).length > 1) refuse(`${clause} is waived twice`);
    const needed = severity === 'M' ? 2 : 1;
    // «Ana» and «ana » are one person.
    const people = new Set(approvers.map((name) => name.trim().toLowerCase()).filter((name) => name !== '')).size;
    if (people < needed) refuse(`${clause} needs ${needed} approvers for its waiver, not ${people}`);
  }
  return waivers;
}

/** Judged at the run's own start, so that `verify` agrees with the run whenever it is asked. */
export function isExpired(waiver: Pick<Waiver, 'expires'>, startedAt: string): boolean {
  return !(Date.parse(startedAt) <= endOfDay(waiver.expires));
}
