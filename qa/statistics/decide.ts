/** How a value must stand to its limit: the relation in «p95 < 2 s». */
export type Relation = '<' | '<=' | '>' | '>=';

export type Decision = 'PASS' | 'FAIL' | 'undecided';

/**
 * Confidence of each look at timings. One extension to twice the samples is allowed, so each of the two looks gets half
 * of α = 0.05 (Bonferroni), and the chance of a wrong word over both stays below 5 %.
 */
export const CONFIDENCE_PER_LOOK = 0.975;

/**
 * Interval against limit: PASS when the whole interval keeps the relation, FAIL when the whole of it breaks it, else
 * undecided: gather more once, then INCONCLUSIVE. An interval with a NaN or upside down is undecided, never a pass.
 */
export function decide(interval: { readonly low: number; readonly high: number }, relation: Relation, limit: number): Decision {
  const { low, high } = interval;
  if (!(low <= high) || Number.isNaN(limit)) return 'undecided';
  if (holds(low, relation, limit) && holds(high, relation, limit)) return 'PASS';
  if (!holds(low, relation, limit) && !holds(high, relation, limit)) return 'FAIL';
  return 'undecided';
}

/** A single number against its limit, for censuses and counts. NaN holds nothing. */
export function holds(value: number, relation: Relation, limit: number): boolean {
  switch (relation) {
    case '<':
      return value < limit;
    case '<=':
      return value <= limit;
    case '>':
      return value > limit;
    case '>=':
      return value >= limit;
  }
}
