import { join } from 'node:path';
import { type Criterion, PastRunSchema, type Report, type ReportHistory } from '@transkeep/reports/contract/index.ts';
import { HistoryEntrySchema, readHistory } from '@transkeep/reports/history.ts';
import { changesSince, type SampleComparison } from '@transkeep/reports/history-changes.ts';
import { type Static, Type } from 'typebox';
import { changePoints, compareSamples } from '../../statistics/index.ts';
import type { Judgement } from './judge.ts';

/** The history lies beside the runs. */
export const HISTORY = 'history.jsonl';

/** More runs than this make no better trend. */
const RUNS = 30;

const { runId, commit, startedAt, verdicts, values, intervals, samples } = HistoryEntrySchema.properties;

/** What a run knew of those before it, as `run.json` keeps it, so that `verify` makes the same report offline. */
export const RunHistorySchema = Type.Object({
  runs: Type.Array(PastRunSchema),
  lastGo: Type.Union([Type.Null(), Type.Object({ runId, commit, startedAt, verdicts, values, intervals, samples })]),
});
export type RunHistory = Static<typeof RunHistorySchema>;

/** The last runs of the same stage and target before this one, and the last GO among all of them. */
export async function lookBack(
  outDir: string,
  run: { runId: string; stage: string; target: string; startedAt: string },
): Promise<RunHistory> {
  const { entries } = await readHistory(join(outDir, HISTORY));
  const before = entries.filter(
    (one) => one.stage === run.stage && one.target === run.target && one.runId !== run.runId && one.startedAt < run.startedAt,
  );
  const go = before.findLast(({ verdict }) => verdict === 'GO');
  return {
    runs: before
      .slice(-RUNS)
      .map((one) => ({ runId: one.runId, commit: one.commit, startedAt: one.startedAt, verdict: one.verdict, values: one.values })),
    lastGo: go
      ? {
          runId: go.runId,
          commit: go.commit,
          startedAt: go.startedAt,
          verdicts: go.verdicts,
          values: go.values,
          intervals: go.intervals,
          ...(go.samples && { samples: go.samples }),
        }
      : null,
  };
}

/** The history as the report shows it: with what changed since the last GO. Pure. */
export function reportHistory(
  { runs, lastGo }: RunHistory,
  criteria: Report['criteria'],
  catalogue: readonly Pick<Criterion, 'clauses'>[],
  judgements: ReadonlyMap<string, Judgement>,
): ReportHistory {
  const steps = stepsIn(runs, criteria);
  const drawn = steps.length > 0 ? { runs, steps } : { runs };
  if (!lastGo) return { ...drawn, lastGo };
  const comparisons = compare(lastGo.samples ?? {}, samplesOf(judgements), catalogue);
  const { runId: id, commit: of, startedAt: when } = lastGo;
  return { ...drawn, lastGo: { runId: id, commit: of, startedAt: when, changes: changesSince(lastGo, criteria, comparisons) } };
}

/** Where the level of a measured value changed, over the runs and this one (the last). Runs without the value, or with another unit, are passed over. */
function stepsIn(runs: RunHistory['runs'], criteria: Report['criteria']): NonNullable<ReportHistory['steps']> {
  return criteria
    .flatMap(({ clauses }) => clauses)
    .flatMap(({ id, measured }) => {
      if (!measured) return [];
      const series = runs.flatMap(({ values: { [id]: past } }, run) => (past?.unit === measured.unit ? [{ run, value: past.value }] : []));
      series.push({ run: runs.length, value: measured.value });
      return changePoints(series.map(({ value }) => value)).map(({ index, before, after }) => ({
        clause: id,
        run: series[index]?.run ?? index,
        before,
        after,
      }));
    });
}

/** Raw samples by clause, of all gates that offer them. */
export function samplesOf(judgements: ReadonlyMap<string, Judgement>): Record<string, number[]> {
  return Object.fromEntries(
    [...judgements.values()].flatMap(({ samples: offered }) =>
      Object.entries(offered ?? {}).map(([clause, numbers]) => [clause, [...(numbers ?? [])]]),
    ),
  );
}

function compare(
  before: Readonly<Record<string, readonly number[]>>,
  now: Readonly<Record<string, readonly number[]>>,
  catalogue: readonly Pick<Criterion, 'clauses'>[],
): SampleComparison[] {
  return catalogue
    .flatMap(({ clauses }) => clauses)
    .flatMap(({ id, threshold: { direction } }) => {
      const [baseline, current] = [before[id], now[id]];
      if (!baseline || !current || direction === undefined || direction === 'exactly') return [];
      const { verdict, reason } = compareSamples(baseline, current, direction);
      return [{ clause: id, verdict, reason }];
    });
}
