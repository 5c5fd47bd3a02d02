import type { GateVerdict, Report } from '@transkeep/reports/contract/index.ts';
import { median } from '../statistics/index.ts';

/** Of twenty runs nineteen must be decided: one may meet a noisy minute. */
const LEAST_DECIDED = 0.95;

export interface ClauseSpread {
  readonly clause: string;
  readonly threshold: string;
  readonly verdicts: Readonly<Record<GateVerdict, number>>;
  readonly unit: string | null;
  /** Measured values, in the order of the runs; runs without one are left out. */
  readonly values: readonly number[];
  /** Reasons of all that is not PASS, with how often each was given. */
  readonly reasons: Readonly<Record<string, number>>;
}

export interface HealthySummary {
  readonly runs: number;
  readonly wanted: number;
  /** Ids of the runs that said NO-GO. */
  readonly noGo: readonly string[];
  /** Runs in which every timed clause passed or failed. */
  readonly decided: number;
  readonly leastDecided: number;
  readonly clauses: readonly ClauseSpread[];
}

/** What the runs of a healthy system say about the harness: alarms, indecision, and how far values spread. Waivers change nothing here. */
export function summarise(reports: readonly Report[], timed: readonly string[], wanted: number): HealthySummary {
  const clausesOf = (report: Report) => report.criteria.flatMap(({ clauses }) => clauses).filter(({ id }) => timed.includes(id));
  return {
    runs: reports.length,
    wanted,
    noGo: reports.filter(({ verdictBeforeWaivers }) => verdictBeforeWaivers === 'NO-GO').map(({ runId }) => runId),
    decided: reports.filter((report) => {
      const clauses = clausesOf(report);
      return clauses.length > 0 && clauses.every(({ verdictBeforeWaiver }) => verdictBeforeWaiver !== 'INCONCLUSIVE');
    }).length,
    leastDecided: Math.ceil(LEAST_DECIDED * wanted),
    clauses: timed.map((clause) => {
      const found = reports.flatMap((report) => clausesOf(report).filter(({ id }) => id === clause));
      const count = (verdict: GateVerdict) => found.filter(({ verdictBeforeWaiver }) => verdictBeforeWaiver === verdict).length;
      const reasons: Record<string, number> = {};
      for (const { verdictBeforeWaiver, reason } of found) if (verdictBeforeWaiver !== 'PASS') reasons[reason] = (reasons[reason] ?? 0) + 1;
      return {
        clause,
        threshold: found[0]?.threshold ?? '',
        verdicts: { PASS: count('PASS'), FAIL: count('FAIL'), INCONCLUSIVE: count('INCONCLUSIVE') },
        unit: found.find(({ measured }) => measured)?.measured?.unit ?? null,
        values: found.flatMap(({ measured }) => (measured ? [measured.value] : [])),
        reasons,
      };
    }),
  };
}

/** 0: no alarm and enough decided. 1: an alarm on a healthy system. 2: too few decided, or runs are still missing. */
export function exitCodeOf({ runs, wanted, noGo, decided, leastDecided }: HealthySummary): 0 | 1 | 2 {
  if (noGo.length > 0) return 1;
  return runs >= wanted && decided >= leastDecided ? 0 : 2;
}

/** The table, as Markdown that also reads well in a terminal. */
export function summaryText(summary: HealthySummary): string {
  const { runs, wanted, noGo, decided, leastDecided } = summary;
  const rows = summary.clauses.map(({ clause, threshold, verdicts, unit, values }) => [
    clause,
    threshold,
    `${verdicts.PASS}`,
    `${verdicts.FAIL}`,
    `${verdicts.INCONCLUSIVE}`,
    ...(values.length === 0
      ? ['–', '–', '–']
      : [Math.min(...values), median(values), Math.max(...values)].map((value) => `${round(value)}`)),
    unit ?? '',
  ]);
  const head = ['clause', 'limit', 'PASS', 'FAIL', 'INCONCLUSIVE', 'least', 'median', 'most', 'unit'];
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const table = [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)];
  const told = summary.clauses.flatMap(({ clause, reasons }) =>
    Object.entries(reasons).map(([reason, times]) => `- ${clause}: ${reason}${times > 1 ? ` (${times} ×)` : ''}`),
  );
  const counts = `${runs} of ${wanted} healthy runs: ${noGo.length} NO-GO (0 allowed), ${decided} decided (${leastDecided} needed)`;
  return `${[counts, ...noGo.map((id) => `NO-GO: ${id}`), '', ...table, ...(told.length > 0 ? ['', ...told] : [])].join('\n')}\n`;
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}
