import { UsageError } from '../run/errors.ts';
import type { Fault } from './fault.ts';

/** The faults that ids, areas, criteria or clauses select; all of them for none. Throws UsageError for a name that selects nothing. */
export function selectFaults(faults: readonly Fault[], names: readonly string[]): Fault[] {
  const matches = ({ id, clause }: Fault, name: string): boolean =>
    id === name || clause === name || clause.startsWith(`${name}.`) || clause.startsWith(`${name}-`);
  for (const name of names) {
    if (!faults.some((fault) => matches(fault, name))) {
      const proven = [...new Set(faults.map(({ clause }) => clause.slice(0, clause.indexOf('.'))))].sort();
      throw new UsageError(`no seeded fault proves ${name}; there are faults for ${proven.join(', ')} (\`list\` shows the clauses)`);
    }
  }
  return names.length === 0 ? [...faults] : faults.filter((fault) => names.some((name) => matches(fault, name)));
}
