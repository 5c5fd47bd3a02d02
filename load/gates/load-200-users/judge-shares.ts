import { CONFIDENCE_PER_LOOK, decide, proportionInterval } from '@transkeep/qa/statistics/index.ts';
import { limitOf, type Measured, type Threshold } from '@transkeep/reports/contract/index.ts';
import { begunWithin, conclude, type Judgement, mostFrequent, round } from './judgement.ts';
import { isWithin } from './load-window.ts';
import type { Look } from './look.ts';

/** PERF-03: errors, and journeys that got to their end. */

interface Count {
  readonly events: number;
  readonly total: number;
}

export function errorRate(look: Look, threshold: Threshold): Judgement {
  const shares = [false, true].map((steadyOnly) => {
    const right = Object.values(look.operations).flatMap((samples) =>
      samples.right.filter((_, index) => !steadyOnly || isWithin(look.steady, samples.atMs[index] ?? Number.NaN)),
    );
    return { events: right.filter((isRight) => !isRight).length, total: right.length };
  });
  // The quiet minutes around the steady state must not thin its errors out, nor may errors outside it be forgotten.
  const [worst] = shares.filter(({ total }) => total > 0).sort((one, other) => other.events / other.total - one.events / one.total);
  const count = worst ?? { events: 0, total: 0 };
  return share(look, count, '<', threshold, `${count.events} of ${count.total} requests went wrong${wrongest(look)}`);
}

export function journeysComplete(look: Look, threshold: Threshold): Judgement {
  const begun = begunWithin(look.journeys, look.steady);
  const events = begun.filter(({ outcome }) => outcome === 'complete').length;
  const lost = mostFrequent(begun.filter(({ outcome }) => outcome !== 'complete').map(({ outcome }) => outcome));
  const where = lost ? `; most ended at ${lost}` : '';
  const count = { events, total: begun.length };
  return share(look, count, '>=', threshold, `${events} of ${begun.length} journeys reached their download${where}`);
}

function share(look: Look, count: Count, relation: '<' | '>=', threshold: Threshold, reason: string): Judgement {
  const minSamples = threshold.minSamples ?? 1;
  const open = look.lack === null;
  if (count.total === 0) return { verdict: 'INCONCLUSIVE', reason: 'no samples in the steady state', open };
  const interval = proportionInterval({ ...count, confidence: CONFIDENCE_PER_LOOK });
  const measured: Measured = {
    value: round(interval.value),
    unit: 'share',
    ci: [round(interval.low), round(interval.high)],
    samples: count.total,
  };
  if (count.total < minSamples) {
    return { verdict: 'INCONCLUSIVE', reason: `${count.total} samples, ${minSamples} needed: ${look.lack ?? reason}`, measured, open };
  }
  return conclude(decide(interval, relation, limitOf(threshold)), look, { reason, measured });
}

/** "; most: 12 × upload 429" */
function wrongest({ operations }: Look): string {
  const wrong = Object.entries(operations).flatMap(([operation, { right, status }]) =>
    right.flatMap((isRight, index) => (isRight ? [] : [`${operation} ${status[index] || 'without an answer'}`])),
  );
  const most = mostFrequent(wrong);
  return most === undefined ? '' : `; most: ${wrong.filter((one) => one === most).length} × ${most}`;
}
