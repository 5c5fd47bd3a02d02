import { join } from 'node:path';
import { formatQuantity } from '@transkeep/reports/format.ts';
import { type HistoryEntry, readHistory } from '@transkeep/reports/history.ts';
import { HISTORY } from '../run/verdicts/look-back.ts';

/** How many runs' values one line shows. */
const SHOWN = 8;

/** Prints the past runs of whole stages, and how every measured value went. Always exit code 0: an empty history is one. */
export async function history({ out, json }: { out: string; json: boolean }): Promise<number> {
  const { entries, problems } = await readHistory(join(out, HISTORY));
  for (const problem of problems) process.stderr.write(`readiness: ${join(out, HISTORY)}: ${problem}\n`);
  process.stdout.write(json ? `${JSON.stringify(entries, null, 1)}\n` : historyText(entries));
  return 0;
}

/** Runs oldest first, then one line per measured clause: its last values, oldest first. */
export function historyText(entries: readonly HistoryEntry[]): string {
  if (entries.length === 0) return 'no run of a whole stage has been finished yet\n';
  const lines = entries.map(
    ({ startedAt, stage, target, commit, verdict, dir }) =>
      `${startedAt.slice(0, 16).replace('T', ' ')}  ${verdict.padEnd(12)}  ${commit.slice(0, 7)}  ${stage} ${target}  ${dir}`,
  );
  for (const [stage, runs] of Map.groupBy(entries, (entry) => `${entry.stage} ${entry.target}`)) {
    lines.push('', `${stage}: the last ${Math.min(SHOWN, runs.length)} of ${runs.length} runs`);
    const recent = runs.slice(-SHOWN);
    const clauses = [...new Set(recent.flatMap(({ values }) => Object.keys(values)))].sort();
    const width = Math.max(0, ...clauses.map(({ length }) => length));
    for (const clause of clauses)
      lines.push(`  ${clause.padEnd(width)}  ${recent.map(({ values }) => valueText(values[clause])).join(' → ')}`);
  }
  return `${lines.join('\n')}\n`;
}

function valueText(measured: HistoryEntry['values'][string] | undefined): string {
  if (!measured) return '–';
  const mark = measured.verdict === 'PASS' ? '' : ` ${measured.verdict}`;
  return `${formatQuantity(measured.value, measured.unit)}${mark}`;
}
