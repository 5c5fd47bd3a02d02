import { CONFIDENCE_PER_LOOK, decide, proportionInterval } from '@transkeep/qa/statistics/index.ts';
import type { Measured, Threshold } from '@transkeep/reports/contract/index.ts';
import type { LoadEvidence } from './evidence.ts';
import { begunWithin, type Judgement, limitOf, mostFrequent, round } from './judgement.ts';
import { isWithin, type Window } from './load-window.ts';

/** PERF-03: errors, and journeys that got to their end. */

export function errorRate({ operations }: LoadEvidence, window: Window, threshold: Threshold, lack: string | null): Judgement {
  const shares = [false, true].map((steadyOnly) => {
    const right = Object.values(operations).flatMap((samples) =>
      samples.right.filter((_, index) => !steadyOnly || isWithin(window, samples.atMs[index] ?? Number.NaN)),
    );
    return { events: right.filter((isRight) => !isRight).length, total: right.length };
  });
  // The quiet minutes around the steady state must not thin its errors out, nor may errors outside it be forgotten.
  const [worst] = shares.filter(({ total }) => total > 0).sort((one, other) => other.events / other.total - one.events / one.total);
  return share(
    worst ?? { events: 0, total: 0 },
    '<',
    threshold,
    lack,
    (count) => `${count.events} of ${count.total} requests went wrong${wrongest(operations)}`,
  );
}

export function journeysComplete({ journeys }: LoadEvidence, window: Window, threshold: Threshold, lack: string | null): Judgement {
  const begun = begunWithin(journeys, window);
  const events = begun.filter(({ outcome }) => outcome === 'complete').length;
  const lost = mostFrequent(begun.filter(({ outcome }) => outcome !== 'complete').map(({ outcome }) => outcome));
  const where = lost ? `; most ended at ${lost}` : '';
  return share(
    { events, total: begun.length },
    '>=',
    threshold,
    lack,
    (count) => `${count.events} of ${count.total} journeys reached their download${where}`,
  );
}

function share(
  count: { events: number; total: number },
  relation: '<' | '>=',
  threshold: Threshold,
  lack: string | null,
  describe: (count: { events: number; total: number }) => string,
): Judgement {
  const minSamples = threshold.minSamples ?? 1;
  if (count.total === 0) return { verdict: 'INCONCLUSIVE', reason: 'no samples in the steady state' };
  const interval = proportionInterval({ ...count, confidence: CONFIDENCE_PER_LOOK });
  const measured: Measured = {
    value: round(interval.value),
    unit: 'share',
    ci: [round(interval.low), round(interval.high)],
    samples: count.total,
  };
  const decision = decide(interval, relation, limitOf(threshold));
  const text = describe(count);
  if (count.total < minSamples)
    return { verdict: 'INCONCLUSIVE', reason: `${count.total} samples, ${minSamples} needed: ${lack ?? text}`, measured };
  if (decision === 'FAIL') return { verdict: 'FAIL', reason: text, measured };
  if (decision === 'undecided')
    return { verdict: 'INCONCLUSIVE', reason: `needs more samples: the limit lies within the interval; ${text}`, measured };
  return lack === null ? { verdict: 'PASS', reason: text, measured } : { verdict: 'INCONCLUSIVE', reason: `${lack}; ${text}`, measured };
}

/** "; most: 12 × upload 429" */
function wrongest(operations: LoadEvidence['operations']): string {
  const wrong = Object.entries(operations).flatMap(([operation, { right, status }]) =>
    right.flatMap((isRight, index) => (isRight ? [] : [`${operation} ${status[index] || 'without an answer'}`])),
  );
  const most = mostFrequent(wrong);
  return most === undefined ? '' : `; most: ${wrong.filter((one) => one === most).length} × ${most}`;
}
