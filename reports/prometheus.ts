import { type Report, type RunVerdict, VERDICTS } from './contract/index.ts';
import { millisecondsBetween } from './format.ts';

const RUN_VERDICTS: readonly RunVerdict[] = ['GO', 'NO-GO', 'INCONCLUSIVE'];

type Labels = Readonly<Record<string, string>>;
type Sample = readonly [labels: Labels, value: number];

/** Label values of the text format: backslash, double quote and line feed are escaped, everything else stays. */
function label(value: string): string {
  return value.toWellFormed().replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n');
}

function gauge(name: string, help: string, samples: readonly Sample[]): string[] {
  const real = samples.filter(([, value]) => Number.isFinite(value));
  if (real.length === 0) return [];
  const full = `transkeep_readiness_${name}`;
  const lines = real.map(([labels, value]) => {
    const pairs = Object.entries(labels).map(([key, text]) => `${key}="${label(text)}"`);
    return `${full}${pairs.length > 0 ? `{${pairs.join(',')}}` : ''} ${value}`;
  });
  return [`# HELP ${full} ${help}`, `# TYPE ${full} gauge`, ...lines];
}

/** One series per state, 1 for the one that holds: an alert on `{verdict="PASS"} == 0` sees every way of not passing. */
function states(labels: Labels, all: readonly string[], verdict: string): Sample[] {
  return all.map((one) => [{ ...labels, verdict: one }, one === verdict ? 1 : 0]);
}

/** `metrics.prom`: text exposition format 0.0.4, for the node exporter's textfile collector or a push gateway. Times in seconds. */
export function renderPrometheus(report: Report): string {
  const clauses = report.criteria.flatMap((criterion) => criterion.clauses);
  const measured = clauses.flatMap(({ id, limit, measured }) =>
    measured ? [{ labels: { clause: id, unit: measured.unit }, limit, ...measured }] : [],
  );
  const faults = (key: 'seeded' | 'proven' | 'stale') => clauses.reduce((sum, clause) => sum + clause.faults[key], 0);
  const info = { run: report.runId, commit: report.commit, stage: report.stage, target: report.target, schema: report.schema };
  const lines = [
    ...gauge('run_info', 'The run that the other series speak of.', [[info, 1]]),
    ...gauge('run_verdict', 'Verdict of the run, one series per state.', states({ stage: report.stage }, RUN_VERDICTS, report.verdict)),
    ...gauge('run_complete', 'Whether the run came to its end.', [[{}, Number(report.complete)]]),
    ...gauge('run_started_timestamp_seconds', 'When the run started, Unix time.', [[{}, Date.parse(report.startedAt) / 1000]]),
    ...gauge('run_finished_timestamp_seconds', 'When the run finished, Unix time.', [[{}, Date.parse(report.finishedAt) / 1000]]),
    ...gauge('run_duration_seconds', 'How long the run took.', [[{}, millisecondsBetween(report.startedAt, report.finishedAt) / 1000]]),
    ...gauge(
      'run_critical_path_seconds',
      'How long its longest chain had to take.',
      report.plan ? [[{}, report.plan.criticalPathMs / 1000]] : [],
    ),
    ...gauge(
      'criterion_verdict',
      'Verdict of each criterion, one series per state.',
      report.criteria.flatMap(({ id, area, severity, verdict }) => states({ criterion: id, area, severity }, VERDICTS, verdict)),
    ),
    ...gauge(
      'clause_verdict',
      'Verdict of each clause, one series per state.',
      clauses.flatMap(({ id, verdict }) => states({ clause: id }, VERDICTS, verdict)),
    ),
    ...gauge(
      'clause_value',
      'What was measured.',
      measured.map(({ labels, value }) => [labels, value]),
    ),
    ...gauge(
      'clause_limit',
      'What it is held against.',
      measured.flatMap(({ labels, limit }) => (limit === undefined ? [] : [[labels, limit]])),
    ),
    ...gauge(
      'clause_value_low',
      'Lower end of the interval.',
      measured.flatMap(({ labels, ci }) => (ci ? [[labels, ci[0]]] : [])),
    ),
    ...gauge(
      'clause_value_high',
      'Upper end of the interval.',
      measured.flatMap(({ labels, ci }) => (ci ? [[labels, ci[1]]] : [])),
    ),
    ...gauge(
      'clause_samples',
      'Samples that the value rests on.',
      measured.flatMap(({ labels, samples }) => (samples === undefined ? [] : [[labels, samples]])),
    ),
    ...gauge(
      'gate_duration_seconds',
      'How long each gate took.',
      report.gates.map(({ id, outcome, durationMs }) => [{ gate: id, outcome }, durationMs / 1000]),
    ),
    ...gauge(
      'faults',
      'Seeded faults by state.',
      (['seeded', 'proven', 'stale'] as const).map((state) => [{ state }, faults(state)]),
    ),
  ];
  return `${lines.join('\n')}\n`;
}
