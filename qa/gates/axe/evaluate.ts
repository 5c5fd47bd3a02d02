import { type ClauseId, type ClauseVerdict, limitOf, type Thresholds } from '@transkeep/reports/contract/index.ts';
import type { Accessibility, AxeState } from './evidence.ts';
import { judgeJourneys } from './judge-journeys.ts';

const CONTRAST = 'color-contrast';
/** Every state is looked at in both. */
const COLOUR_SCHEMES = ['light', 'dark'];

export function evaluate(evidence: Accessibility, thresholds: Thresholds): ClauseVerdict[] {
  return [
    axe(evidence, thresholds),
    contrast(evidence, thresholds),
    judgeJourneys('QA-06.keyboard', evidence.tests),
    judgeJourneys('QA-06.screen-reader', evidence.tests),
  ];
}

/** No violation of any rule in any declared state. A violation fails whatever is missing beside it. */
function axe({ tests, states }: Accessibility, thresholds: Thresholds): ClauseVerdict {
  const clause = 'QA-06.axe';
  const found = states.flatMap((state) => state.violations.map((violation) => ({ where: nameOf(state), ...violation })));
  const missing = notJudged(clause, { tests, states }, (state) => state.rulesPassed > 0);
  const measured = {
    value: found.length,
    unit: 'violations',
    samples: states.length,
    expected: declaredStates(tests).length * COLOUR_SCHEMES.length,
  };
  const limit = limitOf(thresholds(clause));
  const [first] = found;
  if (first && found.length > limit) {
    return { clause, verdict: 'FAIL', reason: `${first.rule} in «${first.where}» at ${first.target}${more(found.length - 1)}`, measured };
  }
  if (missing) return { ...missing, measured };
  const undecided = states.reduce((sum, { incomplete }) => sum + incomplete.length, 0);
  return { clause, verdict: 'PASS', reason: `nothing found in ${states.length} states${undecidedWords(undecided)}`, measured };
}

/** The rule color-contrast alone: it must have judged something in every state, or it was not looking. */
function contrast({ tests, states }: Accessibility, thresholds: Thresholds): ClauseVerdict {
  const clause = 'QA-06.contrast';
  const found = states.filter((state) => state.contrast.violations > 0);
  const value = states.reduce((sum, state) => sum + state.contrast.violations, 0);
  const samples = states.reduce((sum, state) => sum + state.contrast.passes + state.contrast.violations, 0);
  const measured = { value, unit: 'violations', samples };
  const limit = limitOf(thresholds(clause));
  const [first] = found;
  if (first && value > limit) {
    const where = first.violations.find(({ rule }) => rule === CONTRAST)?.target ?? 'an element';
    return { clause, verdict: 'FAIL', reason: `too little contrast in «${nameOf(first)}» at ${where}${more(value - 1)}`, measured };
  }
  const missing = notJudged(clause, { tests, states }, (state) => state.contrast.passes > 0);
  if (missing) return { ...missing, measured };
  const undecided = states.flatMap((state) =>
    state.incomplete.filter(({ rule }) => rule === CONTRAST).map(({ target }) => `«${nameOf(state)}» at ${target}`),
  );
  const words = undecided.length === 0 ? '' : `; axe could not decide ${undecided.length}: ${undecided.slice(0, 3).join(', ')}`;
  return { clause, verdict: 'PASS', reason: `${samples} places with text in ${states.length} states stand out${words}`, measured };
}

const nameOf = ({ state, colorScheme }: AxeState): string => `${state}, ${colorScheme}`;

const declaredStates = (tests: Accessibility['tests']) =>
  tests.filter(({ declared, clauses }) => declared && clauses.includes('QA-06.axe'));

/** Says which declared state was not judged, or judged with nothing to judge. */
function notJudged(clause: ClauseId, { tests, states }: Accessibility, isJudged: (state: AxeState) => boolean): ClauseVerdict | undefined {
  const declared = declaredStates(tests);
  if (declared.length === 0) return { clause, verdict: 'INCONCLUSIVE', reason: 'no state is declared' };
  const wasJudged = ({ title }: Accessibility['tests'][number]) =>
    COLOUR_SCHEMES.every((scheme) => states.some((state) => state.state === title && state.colorScheme === scheme && isJudged(state)));
  const lost = declared.find((test) => !wasJudged(test));
  if (!lost) return undefined;
  const judged = declared.filter(wasJudged).length;
  const why = lost.error ? `: ${lost.error}` : '';
  return {
    clause,
    verdict: 'INCONCLUSIVE',
    reason: `${judged} of ${declared.length} declared states were judged in light and dark; not «${lost.title}»${why}`,
  };
}

const more = (count: number): string => (count > 0 ? `, and ${count} more` : '');
const undecidedWords = (count: number): string => (count > 0 ? `; ${count} that axe could not decide are in the evidence` : '');
