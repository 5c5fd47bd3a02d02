import { StatisticsError } from './error.ts';
import { normalQuantile } from './normal.ts';
import { requireShare } from './quantile.ts';
import type { Interval } from './quantile-interval.ts';

/**
 * Confidence interval of a proportion: Wilson's score interval without continuity correction (Wilson, "Probable
 * Inference, the Law of Succession, and Statistical Inference", JASA 22, 1927; method 3 of Newcombe, Statistics in Medicine 17,
 * 1998). Shares between 0 and 1. It never collapses to a point: no error in 30 requests is not «0 % errors».
 */
export function proportionInterval({ events, total, confidence }: { events: number; total: number; confidence: number }): Interval {
  requireShare('confidence', confidence);
  if (!Number.isInteger(total) || total < 1) throw new StatisticsError(`a proportion of ${total} cases`);
  if (!Number.isInteger(events) || events < 0 || events > total) throw new StatisticsError(`${events} events in ${total} cases`);
  const z = normalQuantile(1 - (1 - confidence) / 2);
  const share = events / total;
  const centre = share + (z * z) / (2 * total);
  const spread = z * Math.sqrt((share * (1 - share)) / total + (z * z) / (4 * total * total));
  const scale = 1 + (z * z) / total;
  return {
    value: share,
    low: events === 0 ? 0 : Math.max(0, (centre - spread) / scale),
    high: events === total ? 1 : Math.min(1, (centre + spread) / scale),
    samples: total,
  };
}
