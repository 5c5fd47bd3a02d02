import type { Criterion } from '@transkeep/reports/contract/index.ts';
import type { FaultCounts } from '../run/record.ts';

const STAGE_LETTERS = { candidate: 'C', launch: 'L', beta: 'B' } as const;
const NO_FAULTS: FaultCounts = { seeded: 0, proven: 0, stale: 0 };

/** The catalogue for people: criteria with their clauses, thresholds, gates and how many faults prove them. */
export function listText(criteria: readonly Criterion[], faults: Readonly<Record<string, FaultCounts>>): string {
  const lines: string[] = [];
  for (const criterion of criteria) {
    const letters = criterion.stages.map((stage) => STAGE_LETTERS[stage]).join('');
    lines.push(`${criterion.id}  ${criterion.severity}  ${letters.padEnd(2)}  ${criterion.title}`);
    for (const clause of criterion.clauses) {
      const gates = Object.entries(clause.gate).map(([stage, gate]) => (stage === 'candidate' ? gate : `${gate} (${stage})`));
      const { seeded, proven } = faults[clause.id] ?? NO_FAULTS;
      const proof = seeded > 0 ? `; faults ${proven} of ${seeded} proven` : '';
      lines.push(`    ${clause.id}: ${clause.text} [${clause.threshold.text}] — ${gates.join(', ') || 'no gate yet'}${proof}`);
    }
  }
  const clauses = criteria.flatMap((criterion) => criterion.clauses);
  const judged = clauses.filter(({ gate }) => Object.keys(gate).length > 0).length;
  lines.push(`${criteria.length} criteria, ${clauses.length} clauses, ${judged} of them judged by a gate`);
  return `${lines.join('\n')}\n`;
}

/** The same for machines. */
export function listJson(criteria: readonly Criterion[], faults: Readonly<Record<string, FaultCounts>>): string {
  const catalogue = criteria.map((criterion) => ({
    ...criterion,
    clauses: criterion.clauses.map((clause) => ({ ...clause, faults: faults[clause.id] ?? NO_FAULTS })),
  }));
  return `${JSON.stringify(catalogue, null, 1)}\n`;
}
