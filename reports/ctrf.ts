import type { Report, ReportClause, ReportCriterion, Verdict } from './contract/index.ts';
import { digest } from './digest.ts';

type Status = 'passed' | 'failed' | 'skipped';

/** CTRF knows no "error"; a reader that sums up statuses must still see red, so INCONCLUSIVE is failed and says so in `rawStatus`. */
const STATUS: Readonly<Record<Verdict, Status>> = { PASS: 'passed', FAIL: 'failed', INCONCLUSIVE: 'failed', WAIVED: 'skipped' };

function milliseconds(iso: string): number {
  const time = Date.parse(iso);
  return Number.isFinite(time) ? time : 0;
}

function test(clause: ReportClause, criterion: ReportCriterion) {
  return {
    testId: clause.id,
    name: `${clause.id} ${clause.text}`,
    status: STATUS[clause.verdict],
    rawStatus: clause.verdict,
    duration: 0,
    suite: [criterion.area, `${criterion.id} ${criterion.title}`],
    message: `${clause.verdict}: ${clause.reason}`,
    tags: [criterion.severity === 'M' ? 'must-pass' : 'should-pass', ...(clause.gate ? [clause.gate] : [])],
    attachments: clause.evidence.map(({ path }) => ({ name: path, contentType: 'application/octet-stream', path })),
    extra: {
      threshold: clause.threshold,
      ...(clause.measured && { measured: clause.measured }),
      owner: criterion.owner,
      verdictBeforeWaiver: clause.verdictBeforeWaiver,
    },
  };
}

/** The run's own verdict as a test, as caps can hold back a run whose clauses all pass. */
function runTest(report: Report) {
  return {
    testId: 'run',
    name: 'Verdict of the run',
    status: (report.verdict === 'GO' ? 'passed' : 'failed') satisfies Status,
    rawStatus: report.verdict,
    duration: 0,
    suite: ['run'],
    message: [`${report.verdict}: ${digest(report).why}`, ...report.caps].join('\n'),
  };
}

/** CTRF, the common test report format, for its GitHub, Slack and Teams reporters. */
export function renderCtrf(report: Report): string {
  const tests = [runTest(report), ...report.criteria.flatMap((criterion) => criterion.clauses.map((clause) => test(clause, criterion)))];
  const of = (status: Status) => tests.filter((one) => one.status === status).length;
  const document = {
    reportFormat: 'CTRF',
    specVersion: '0.0.0',
    runId: report.runId,
    ...(Number.isFinite(Date.parse(report.finishedAt)) && { timestamp: new Date(report.finishedAt).toISOString() }),
    generatedBy: 'transkeep-readiness',
    results: {
      tool: { name: 'transkeep-readiness', version: report.schema },
      summary: {
        tests: tests.length,
        passed: of('passed'),
        failed: of('failed'),
        skipped: of('skipped'),
        pending: 0,
        other: 0,
        suites: report.criteria.length + 1,
        start: milliseconds(report.startedAt),
        stop: milliseconds(report.finishedAt),
      },
      tests,
      environment: {
        reportName: `Readiness ${report.stage}`,
        commit: report.commit,
        extra: { ...report.environment, target: report.target, verdict: report.verdict },
      },
    },
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
