import type { ReportFault } from '@transkeep/reports/contract/index.ts';
import type { Proof } from '../faults/prove.ts';

/** What was proven, as a table: which fault turned which clause red, what the gate said, how long it took; then what was proven before. */
export function proofTable(proofs: readonly Proof[], proven: readonly ReportFault[]): string {
  const rows = [
    ...proofs.map(({ fault, outcome, verdicts, durationMs, note }) => ({
      cells: [outcome, fault.clause, fault.id, verdicts.join(' → '), durationMs === undefined ? '' : `${(durationMs / 1000).toFixed(0)} s`],
      note,
    })),
    ...proven.map(({ clause, id, reason, provenAt }) => ({
      cells: ['proven', clause, id, `in the ledger since ${provenAt?.slice(0, 10)}`, ''],
      note: reason ?? '',
    })),
  ];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(0, ...rows.map(({ cells }) => cells[column]?.length ?? 0)));
  const lines = rows.map(({ cells, note }) => {
    const line = cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
    return `${line.trimEnd()}\n    ${note}`;
  });
  const count = proofs.filter(({ outcome }) => outcome === 'proven').length + proven.length;
  return `${[...lines, `able to fail: ${count} of ${rows.length}`].join('\n')}\n`;
}
