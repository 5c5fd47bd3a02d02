import type { Report, ReportClause, ReportHistory } from './contract/index.ts';
import { formatQuantity } from './format.ts';
import type { HistoryEntry } from './history.ts';

export type Change = NonNullable<ReportHistory['lastGo']>['changes'][number];

/** What two samples of the same clause say when they are compared; made where the raw samples are. */
export interface SampleComparison {
  readonly clause: string;
  readonly verdict: 'worse' | 'better' | 'same' | 'unknown';
  /** How far, how sure, how many: one line. */
  readonly reason: string;
}

const RANK = { FAIL: 0, INCONCLUSIVE: 1, WAIVED: 2, PASS: 3 } as const;
const KINDS: readonly Change['kind'][] = ['worse', 'slower', 'gone', 'new', 'better', 'faster'];
const TIME_UNITS: readonly string[] = ['ms', 's', 'min', 'h'];

/**
 * What changed since the last GO, worst first. Verdicts are compared as they are; values by their raw samples where both runs have them, else
 * by their intervals: two that do not touch have moved for certain, and a value without an interval (a count) has moved when it differs. Whether
 * a move is good is told by the clause's direction; without one nothing is said.
 */
export function changesSince(
  lastGo: Pick<HistoryEntry, 'verdicts' | 'values' | 'intervals'>,
  criteria: Report['criteria'],
  samples: readonly SampleComparison[] = [],
): Change[] {
  const clauses = criteria.flatMap((criterion) => criterion.clauses);
  const judged = new Set(clauses.map(({ id }) => id));
  const changes = clauses.flatMap((clause): Change[] => {
    const before = lastGo.verdicts[clause.id];
    if (before === undefined) return [{ clause: clause.id, kind: 'new', text: `was not judged then; ${clause.verdict} now` }];
    if (RANK[before] !== RANK[clause.verdict]) {
      const kind = RANK[clause.verdict] < RANK[before] ? 'worse' : 'better';
      return [{ clause: clause.id, kind, text: `${before} → ${clause.verdict}: ${clause.reason}` }];
    }
    return moved(
      clause,
      lastGo,
      samples.find((one) => one.clause === clause.id),
    );
  });
  const gone = Object.entries(lastGo.verdicts)
    .filter(([id]) => !judged.has(id))
    .map(([id, verdict]): Change => ({ clause: id, kind: 'gone', text: `${verdict} then; not judged any more` }));
  return [...changes, ...gone].sort(
    (one, other) => KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind) || one.clause.localeCompare(other.clause),
  );
}

function moved(
  { id, measured, direction }: ReportClause,
  lastGo: Pick<HistoryEntry, 'values' | 'intervals'>,
  compared: SampleComparison | undefined,
): Change[] {
  const before = lastGo.values[id];
  if (!measured || !before || before.unit !== measured.unit) return [];
  const [worse, better] = TIME_UNITS.includes(measured.unit) ? (['slower', 'faster'] as const) : (['worse', 'better'] as const);
  const figures = `${formatQuantity(before.value, before.unit)} → ${formatQuantity(measured.value, measured.unit)}`;
  if (compared && compared.verdict !== 'unknown') {
    if (compared.verdict === 'same') return [];
    return [{ clause: id, kind: compared.verdict === 'worse' ? worse : better, text: `${figures}: ${compared.reason}` }];
  }
  if (direction === undefined || direction === 'exactly') return [];
  const intervalBefore = lastGo.intervals[id] ?? [before.value, before.value];
  const interval = measured.ci ?? [measured.value, measured.value];
  const up = interval[0] > intervalBefore[1];
  const down = interval[1] < intervalBefore[0];
  if (!up && !down) return [];
  const sure = measured.ci ? ', the intervals do not touch' : '';
  const unknown = compared ? ` (${compared.reason})` : '';
  return [{ clause: id, kind: up === (direction === 'at-most') ? worse : better, text: `${figures}${sure}${unknown}` }];
}
