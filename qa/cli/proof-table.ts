import type { Proof } from '../faults/prove.ts';

/** What was proven, as a table: which fault turned which clause red, and what the gate said. */
export function proofTable(proofs: readonly Proof[]): string {
  const rows = proofs.map(({ fault, outcome, verdicts }) => [outcome, fault.clause, fault.id, verdicts.join(' → ')]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)));
  const lines = proofs.map(({ note }, index) => {
    const cells = (rows[index] ?? []).map((cell, column) => cell.padEnd(widths[column] ?? 0));
    return `${cells.join('  ')}\n    ${note}`;
  });
  const proven = proofs.filter(({ outcome }) => outcome === 'proven').length;
  return `${[...lines, `able to fail: ${proven} of ${proofs.length}`].join('\n')}\n`;
}
