import type {
  ClauseVerdict,
  GateVerdict,
  Measured,
  RunVerdict,
  Severity,
  Stage,
  Threshold,
  Verdict,
} from '@transkeep/reports/contract/index.ts';

/**
 * The verdict algebra: clauses → criterion → run. Pure; nothing here knows gates, files or clocks. Everything that is
 * missing, unknown or contradictory becomes INCONCLUSIVE, so that losing something can never turn a run into GO.
 */

/** A criterion is the conjunction of its clauses. One without clauses proves nothing, nor does a word that is no verdict. */
export function criterionVerdict(clauses: readonly Verdict[]): Verdict {
  if (clauses.includes('FAIL')) return 'FAIL';
  if (clauses.length === 0 || !clauses.every((verdict) => verdict === 'PASS' || verdict === 'WAIVED')) return 'INCONCLUSIVE';
  return clauses.includes('WAIVED') ? 'WAIVED' : 'PASS';
}

/**
 * A run is the conjunction of its criteria, M and S alike: severity decides how many people must approve a waiver, not
 * what counts. `caps` are reasons why the run cannot be GO whatever its criteria say (dirty tree, partial selection, …).
 */
export function runVerdict(criteria: readonly Verdict[], caps: readonly string[]): RunVerdict {
  const verdict = criterionVerdict(criteria);
  if (verdict === 'FAIL') return 'NO-GO';
  if (verdict === 'INCONCLUSIVE' || caps.length > 0) return 'INCONCLUSIVE';
  return 'GO';
}

/** A waiver covers FAIL and INCONCLUSIVE alike, so that losing evidence never helps; a clause that passes needs none. */
export function waived(verdict: GateVerdict, hasWaiver: boolean): Verdict {
  return hasWaiver && verdict !== 'PASS' ? 'WAIVED' : verdict;
}

/** What is said of one clause. */
export type Answer = Omit<ClauseVerdict, 'clause'>;

const inconclusive = (reason: string, answer?: Answer): Answer => ({
  verdict: 'INCONCLUSIVE',
  reason,
  ...(answer?.measured && { measured: answer.measured }),
});

/** What a gate said of one clause, after the checks that no gate can talk its way around. `answers` are those of this clause. */
export function soundAnswer(answers: readonly ClauseVerdict[], threshold: Threshold, gate: string): Answer {
  const [only, ...more] = answers;
  if (!only) return inconclusive(`the gate ${gate} said nothing of this clause`);
  const contradiction = more.length > 0;
  if (contradiction) {
    const failure = answers.find(({ verdict }) => verdict === 'FAIL');
    return failure ? withoutClause(failure) : inconclusive(`the gate ${gate} answered ${answers.length} times for this clause`);
  }
  const answer = withoutClause(only);
  if (answer.verdict === 'PASS') return soundPass(answer, threshold);
  if (answer.verdict === 'FAIL' || answer.verdict === 'INCONCLUSIVE') return answer;
  return inconclusive(`the gate ${gate} said «${answer.verdict}», which is no verdict`);
}

/** A PASS stands only on enough samples that are all there, and on a value that keeps the limit. FAIL and INCONCLUSIVE need no such proof. */
function soundPass(answer: Answer, threshold: Threshold): Answer {
  const { measured } = answer;
  const { limit, minSamples } = threshold;
  if (limit !== undefined && !measured) return inconclusive('PASS without a measured value', answer);
  if (measured && ![measured.value, ...(measured.ci ?? [])].every(Number.isFinite)) return inconclusive('the measured value is no number');
  if (minSamples !== undefined) {
    if (measured?.samples === undefined) return inconclusive(`PASS without a number of samples; at least ${minSamples} are needed`, answer);
    if (!(measured.samples >= minSamples)) return inconclusive(`${measured.samples} samples; at least ${minSamples} are needed`, answer);
  }
  if (measured?.expected !== undefined && !((measured.samples ?? 0) >= measured.expected)) {
    return inconclusive(`${measured.samples ?? 0} of ${measured.expected} declared samples are there`, answer);
  }
  const contradiction = measured && contradictionIn(measured, threshold);
  return contradiction === undefined ? answer : inconclusive(`PASS, but ${contradiction}`, answer);
}

/** What in a measured value speaks against a PASS: the gate's own comparison was another than the one that the catalogue states. */
function contradictionIn({ value, unit }: Measured, { limit, direction, unit: limitUnit, text }: Threshold): string | undefined {
  if (limit === undefined) return undefined;
  if (limitUnit !== undefined && unit !== limitUnit) return `its value is in ${unit}, its limit in ${limitUnit}`;
  const breaks =
    (direction === 'at-most' && value > limit) ||
    (direction === 'at-least' && value < limit) ||
    (direction === 'exactly' && value !== limit);
  return breaks ? `${value} ${unit} breaks «${text}»` : undefined;
}

/** At launch a must-pass clause counts only when a seeded fault has proven that its gate can say no. */
export function provenAnswer(answer: Answer, context: { stage: Stage; severity: Severity; proven: number }): Answer {
  const needsProof = context.stage === 'launch' && context.severity === 'M' && answer.verdict === 'PASS';
  return needsProof && context.proven === 0 ? inconclusive('no seeded fault has proven that this clause can fail', answer) : answer;
}

function withoutClause({ clause: _, ...answer }: ClauseVerdict): Answer {
  return answer;
}
