import type { Log, ReportingDescriptor, Result } from 'sarif';
import type { Report, ReportClause, ReportCriterion } from './contract/index.ts';
import { formatQuantity } from './format.ts';

type Finding = { readonly clause: ReportClause; readonly criterion: ReportCriterion };

/** SARIF URIs may hold no spaces or other raw characters; an evidence path keeps its slashes. */
function uri(path: string): string {
  return path.toWellFormed().split('/').map(encodeURIComponent).join('/');
}

/** "PERF-02.sign-in" → "Perf02SignIn", as viewers expect of a rule's friendly name. */
function pascalCase(id: string): string {
  const words = id.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  return words.map((word) => `${word[0]?.toUpperCase()}${word.slice(1).toLowerCase()}`).join('');
}

function rule({ clause, criterion }: Finding): ReportingDescriptor {
  return {
    id: clause.id,
    name: pascalCase(clause.id),
    shortDescription: { text: clause.text },
    fullDescription: { text: `${criterion.title}. ${criterion.why}` },
    help: { text: criterion.howToFix },
    defaultConfiguration: { level: 'error' },
    properties: { tags: [criterion.area, criterion.id, criterion.severity === 'M' ? 'must-pass' : 'should-pass'] },
  };
}

/**
 * FAIL is an error. INCONCLUSIVE is a warning of kind "fail", although SARIF has a kind "open" for it: viewers drop
 * every other kind, and a promise that nobody could judge would look like one that holds.
 */
function result({ clause, criterion }: Finding, ruleIndex: number, report: Report): Result {
  const { measured } = clause;
  const value = measured
    ? ` Measured ${formatQuantity(measured.value, measured.unit, clause.limit)}, must be: ${clause.threshold}.`
    : ` Must be: ${clause.threshold}.`;
  const original = clause.verdict === 'WAIVED' ? clause.verdictBeforeWaiver : clause.verdict;
  const waiver = report.waivers.find((one) => one.applied && one.clause === clause.id);
  const files = clause.evidence.length > 0 ? clause.evidence.map(({ path }) => path) : ['report.json'];
  return {
    ruleId: clause.id,
    ruleIndex,
    kind: 'fail',
    level: original === 'FAIL' ? 'error' : 'warning',
    message: { text: `${original}: ${clause.reason}.${value} Owner: ${criterion.owner}.` },
    locations: files.map((path) => ({
      physicalLocation: { artifactLocation: { uri: uri(path), uriBaseId: 'RUN' }, region: { startLine: 1 } },
      logicalLocations: [{ name: clause.id, fullyQualifiedName: `${criterion.area}/${criterion.id}/${clause.id}`, kind: 'declaration' }],
    })),
    partialFingerprints: { 'clause/v1': clause.id },
    ...(clause.verdict === 'WAIVED' && {
      suppressions: [
        {
          kind: 'external',
          status: 'accepted',
          justification: waiver ? `${waiver.reason} (${waiver.owner}, until ${waiver.expires})` : 'waived',
        },
      ],
    }),
    properties: { verdict: clause.verdict, threshold: clause.threshold, ...(measured && { measured }) },
  };
}

function time(iso: string): string | undefined {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/** SARIF 2.1.0 for code scanning: what is wrong or undecided, suppressed where waived. What passes is no finding. */
export function renderSarif(report: Report): string {
  const findings: Finding[] = report.criteria.flatMap((criterion) => criterion.clauses.map((clause) => ({ clause, criterion })));
  const [started, finished] = [time(report.startedAt), time(report.finishedAt)];
  const notices = [...(report.complete ? [] : ['The run is not complete.']), ...report.caps, `Verdict of the run: ${report.verdict}.`];
  const document: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: 'TransKeep readiness', version: report.schema.slice(report.schema.indexOf('/') + 1), rules: findings.map(rule) },
        },
        automationDetails: { id: `readiness/${report.stage}/${report.runId}` },
        invocations: [
          {
            executionSuccessful: report.complete,
            ...(started && { startTimeUtc: started }),
            ...(finished && { endTimeUtc: finished }),
            toolExecutionNotifications: notices.map((text) => ({ level: report.verdict === 'GO' ? 'note' : 'warning', message: { text } })),
          },
        ],
        originalUriBaseIds: { RUN: { description: { text: `The folder of run ${report.runId}.` } } },
        results: findings.flatMap((finding, index) => (finding.clause.verdict === 'PASS' ? [] : [result(finding, index, report)])),
        columnKind: 'utf16CodeUnits',
        properties: { commit: report.commit, dirty: report.dirty, target: report.target, verdict: report.verdict },
      },
    ],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
