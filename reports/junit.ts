import type { Report, ReportClause, ReportCriterion } from './contract/index.ts';
import { digest } from './digest.ts';
import { formatQuantity, millisecondsBetween } from './format.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\n': '&#10;',
  '\t': '&#9;',
  '\r': '&#13;',
};

/** XML 1.0 has no way to write most control characters, not even as entities. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

function xml(text: string): string {
  return text
    .toWellFormed()
    .replace(NOT_XML, '\ufffd')
    .replace(/[&<>"'\n\t\r]/g, (character) => ENTITIES[character] ?? character);
}

function attributes(pairs: Readonly<Record<string, string | number>>): string {
  return Object.entries(pairs)
    .map(([name, value]) => ` ${name}="${xml(String(value))}"`)
    .join('');
}

function detail(clause: ReportClause, criterion: ReportCriterion): string {
  const { measured } = clause;
  const lines = [`must be: ${clause.threshold}`];
  if (measured)
    lines.push(
      `measured: ${formatQuantity(measured.value, measured.unit, clause.limit)}${measured.ci ? `, interval ${measured.ci[0]} to ${measured.ci[1]}` : ''}`,
    );
  lines.push(
    `how to fix: ${criterion.howToFix}`,
    `owner: ${criterion.owner}`,
    ...clause.evidence.map(({ path, sha256 }) => `evidence: ${path} sha256 ${sha256}`),
  );
  return lines.join('\n');
}

/** FAIL is a failure, INCONCLUSIVE an error (red in every viewer), WAIVED skipped with its reason; only PASS is a bare test case. */
function testCase(clause: ReportClause, criterion: ReportCriterion): string {
  const open = `    <testcase${attributes({ name: `${clause.id} ${clause.text}`, classname: `${criterion.area}.${criterion.id}`, time: 0 })}`;
  const message = `${clause.verdict}: ${clause.reason}`;
  if (clause.verdict === 'PASS') return `${open}/>`;
  if (clause.verdict === 'WAIVED')
    return `${open}><skipped${attributes({ message: `${message} (was ${clause.verdictBeforeWaiver})` })}/></testcase>`;
  const element = clause.verdict === 'FAIL' ? 'failure' : 'error';
  return `${open}><${element}${attributes({ type: clause.verdict, message })}>${xml(detail(clause, criterion))}</${element}></testcase>`;
}

/** The run's own verdict as a test: caps and missing parts can hold a run back although every clause passes. */
function runCase(report: Report): string {
  const open = `    <testcase${attributes({ name: 'Verdict of the run', classname: 'run', time: 0 })}`;
  if (report.verdict === 'GO') return `${open}/>`;
  const element = report.verdict === 'NO-GO' ? 'failure' : 'error';
  return `${open}><${element}${attributes({ type: report.verdict, message: `${report.verdict}: ${digest(report).why}` })}>${xml(report.caps.join('\n'))}</${element}></testcase>`;
}

interface Totals {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
}

function totals(clauses: readonly ReportClause[]): Totals {
  const of = (verdict: ReportClause['verdict']) => clauses.filter((clause) => clause.verdict === verdict).length;
  return { tests: clauses.length, failures: of('FAIL'), errors: of('INCONCLUSIVE'), skipped: of('WAIVED') };
}

function seconds(report: Report): string {
  const ms = millisecondsBetween(report.startedAt, report.finishedAt);
  return Number.isFinite(ms) ? (ms / 1000).toFixed(3) : '0';
}

/** JUnit XML, one test suite per criterion and one test case per clause, in the dialect that GitHub, GitLab and Jenkins read. */
export function renderJunit(report: Report): string {
  const all = totals(report.criteria.flatMap((criterion) => criterion.clauses));
  const run: Totals = {
    tests: 1,
    failures: Number(report.verdict === 'NO-GO'),
    errors: Number(report.verdict === 'INCONCLUSIVE'),
    skipped: 0,
  };
  const suites = report.criteria.map((criterion) => {
    const head = attributes({
      name: `${criterion.id} ${criterion.title}`,
      ...totals(criterion.clauses),
      time: 0,
      timestamp: report.startedAt,
    });
    return `  <testsuite${head}>\n${criterion.clauses.map((clause) => testCase(clause, criterion)).join('\n')}\n  </testsuite>`;
  });
  const properties = Object.entries({ commit: report.commit, stage: report.stage, target: report.target, ...report.environment }).map(
    ([name, value]) => `      <property${attributes({ name, value })}/>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites${attributes({ name: `TransKeep readiness ${report.runId}`, tests: all.tests + 1, failures: all.failures + run.failures, errors: all.errors + run.errors, time: seconds(report) })}>
  <testsuite${attributes({ name: 'run', ...run, time: seconds(report), timestamp: report.startedAt })}>
    <properties>
${properties.join('\n')}
    </properties>
${runCase(report)}
  </testsuite>
${suites.join('\n')}
</testsuites>
`;
}
