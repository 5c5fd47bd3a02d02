import { styleText } from 'node:util';
import { AREAS, type Report, type ReportCriterion, VERDICTS, type Verdict } from '@transkeep/reports/contract/index.ts';
import { verdictMark } from './display.ts';

const AREA_NAMES: Readonly<Record<string, string>> = {
  DEP: 'Deployment',
  PERF: 'Performance',
  SEC: 'Security',
  QA: 'Quality',
  BETA: 'Beta',
};

/** The verdicts of a run by area, for a terminal of `width` columns; in colour only where the stream shows it. */
export function verdictTable(report: Report, { width, colour }: { width: number; colour: boolean }): string {
  const paint = (format: Parameters<typeof styleText>[0], text: string): string =>
    colour ? styleText(format, text, { validateStream: false }) : text;
  const lines: string[] = [];
  for (const area of AREAS) {
    const criteria = report.criteria.filter((criterion) => criterion.area === area);
    if (criteria.length === 0) continue;
    lines.push('', `${paint('bold', AREA_NAMES[area] ?? area)}  ${paint('dim', tally(criteria.map(({ verdict }) => verdict)))}`);
    for (const criterion of criteria) {
      const head = `${criterion.id.padEnd(8)} ${criterion.severity} `;
      const passed = criterion.clauses.filter(({ verdict }) => verdict === 'PASS').length;
      const clauses = `${passed}/${criterion.clauses.length}`.padStart(6);
      const room = width - head.length - 12 - clauses.length - 6;
      lines.push(`  ${head}${verdictMark(criterion.verdict, paint)}${clauses}  ${cut(`${criterion.title}${why(criterion)}`, room)}`);
    }
  }
  return `${lines.slice(1).join('\n')}\n`;
}

/** Verdict, why it is not better, and the waivers: what stands below the table. */
export function verdictLines(report: Report, reportPath: string, { colour }: { colour: boolean }): string {
  const paint = (format: Parameters<typeof styleText>[0], text: string): string =>
    colour ? styleText(format, text, { validateStream: false }) : text;
  const colours = { GO: 'green', 'NO-GO': 'red', INCONCLUSIVE: 'yellow' } as const;
  const lines = [
    `${paint('bold', 'Verdict:')} ${paint(['bold', colours[report.verdict]], report.verdict)}  ${tally(report.criteria.map(({ verdict }) => verdict))}`,
  ];
  const failing = report.criteria.filter(({ verdict }) => verdict === 'FAIL').map(({ id }) => id);
  if (failing.length > 0) lines.push(`  fails: ${failing.join(', ')}`);
  for (const cap of report.caps) lines.push(`  cannot be GO: ${cap}`);
  if (report.verdict !== report.verdictBeforeWaivers) lines.push(`  before waivers: ${report.verdictBeforeWaivers}`);
  for (const waiver of report.waivers) lines.push(`  waiver ${waiver.clause} (${waiver.owner}): ${waiver.note}`);
  for (const { clause, who, applied, note } of report.attestations ?? [])
    if (!applied) lines.push(`  attestation ${clause} (${who}): ${note}`);
  for (const { kind, clause, text } of report.history?.lastGo?.changes ?? []) lines.push(`  since the last GO, ${kind}: ${clause} ${text}`);
  if (report.history?.lastGo === null) lines.push('  no GO yet to compare with');
  if (report.signedBy !== undefined) lines.push(`Signed:  ${report.signedBy === null ? 'no' : `by key ${report.signedBy}`}`);
  lines.push(`Report:  ${reportPath}`);
  return `${lines.join('\n')}\n`;
}

function tally(verdicts: readonly Verdict[]): string {
  return VERDICTS.map((verdict) => [verdict, verdicts.filter((one) => one === verdict).length] as const)
    .filter(([, count]) => count > 0)
    .map(([verdict, count]) => `${count} ${verdict}`)
    .join(', ');
}

/** The first clause that keeps a criterion from passing, in its own words. */
function why({ verdict, clauses }: ReportCriterion): string {
  if (verdict === 'PASS') return '';
  const blame = clauses.find((clause) => clause.verdict === verdict);
  if (!blame) return '';
  const same = clauses.filter((clause) => clause.verdict === verdict && clause.reason === blame.reason).length;
  return ` · ${same > 1 ? `${same} clauses` : blame.id.slice(blame.id.indexOf('.') + 1)}: ${blame.reason}`;
}

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;
}
