/** The data given to a statistic cannot bear it: empty, not a number, out of range. A gate lets it pass; the runner says INCONCLUSIVE. */
export class StatisticsError extends Error {
  override readonly name = 'StatisticsError';
}
