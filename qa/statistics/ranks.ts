import { StatisticsError } from './error.ts';

export interface Ranked {
  /** Rank of each value, in the order given; equal values share the mean of their ranks. */
  readonly ranks: Float64Array;
  /** Sizes of the groups of equal values, those of one left out. */
  readonly ties: readonly number[];
}

/** Mid-ranks, 1-based (Conover, "Practical Nonparametric Statistics", 1999, §5.1). Throws StatisticsError for what is not a finite number. */
export function midRanks(values: readonly number[]): Ranked {
  requireFinite(values);
  const order = values.map((_, index) => index).sort((one, other) => (values[one] as number) - (values[other] as number));
  const ranks = new Float64Array(values.length);
  const ties: number[] = [];
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && values[order[to] as number] === values[order[from] as number]) to += 1;
    for (let place = from; place < to; place += 1) ranks[order[place] as number] = (from + 1 + to) / 2;
    if (to - from > 1) ties.push(to - from);
    from = to;
  }
  return { ranks, ties };
}

export function requireFinite(values: readonly number[]): void {
  const odd = values.find((value) => !Number.isFinite(value));
  if (odd !== undefined) throw new StatisticsError(`a sample is ${odd}, not a finite number`);
}

/** The middle value, or the mean of the two. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new StatisticsError('no samples');
  requireFinite(values);
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] as number) + (sorted[Math.floor(middle)] as number)) / 2;
}
