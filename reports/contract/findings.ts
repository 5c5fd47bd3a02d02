import type { ClauseVerdict, Measured } from './gate.ts';
import type { ClauseId } from './verdict.ts';

/** What was found against a clause: `broken` are proofs that it does not hold, `open` are reasons why nothing is proven. One line each. */
export interface Findings {
  readonly broken: readonly string[];
  readonly open: readonly string[];
  /** What a pass says: how much was tried, with which result. */
  readonly passed: string;
  readonly measured?: Measured;
}

/** One proof is enough to fail; short of that, one open question is enough not to pass. */
export function verdictOf(clause: ClauseId, { broken, open, passed, measured }: Findings): ClauseVerdict {
  const extra = measured ? { measured } : {};
  if (broken.length > 0) return { clause, verdict: 'FAIL', reason: summary(broken), ...extra };
  if (open.length > 0) return { clause, verdict: 'INCONCLUSIVE', reason: summary(open), ...extra };
  return { clause, verdict: 'PASS', reason: passed, ...extra };
}

function summary(lines: readonly string[]): string {
  const [first = '', second] = lines;
  if (second === undefined) return first;
  return lines.length === 2 ? `${first}; ${second}` : `${first}; ${second}; and ${lines.length - 2} more`;
}
