import { type ClauseVerdict, limitOf, type Thresholds } from '@transkeep/reports/contract/index.ts';
import type { Reading, ReportPage, Walk } from './evidence.ts';

const CLAUSE = 'QA-06.report';

/**
 * What axe, the keyboard and the screen reader found wrong in any look of any sample report, counted together. One finding fails; a
 * declared test that left nothing, or found nothing to look at, decides nothing.
 */
export function evaluate(evidence: ReportPage, thresholds: Thresholds): ClauseVerdict[] {
  const { states, walks, readings } = evidence;
  const limit = limitOf(thresholds(CLAUSE));
  const found = [
    ...states.flatMap(({ state, violations }) => violations.map(({ rule, target }) => `${rule} in «${state}» at ${target}`)),
    ...walks.flatMap(walkFindings),
    ...readings.flatMap(readingFindings),
  ];
  const measured = {
    value: found.length,
    unit: 'findings',
    samples: states.length + walks.length + readings.length,
    expected: evidence.tests.filter(({ declared }) => declared).length,
  };
  if (found.length > limit) {
    const more = found.length > 1 ? `, and ${found.length - 1} more` : '';
    return [{ clause: CLAUSE, verdict: 'FAIL', reason: `${found[0]}${more}`, measured }];
  }
  const missing = notLookedAt(evidence);
  if (missing) return [{ clause: CLAUSE, verdict: 'INCONCLUSIVE', reason: missing, measured }];
  const stops = walks.reduce((sum, { reached }) => sum + reached, 0);
  const phrases = readings.reduce((sum, reading) => sum + reading.phrases.length, 0);
  const reason = `axe found nothing in ${states.length} looks, ${stops} stops by keyboard were seen, ${phrases} phrases were read in order`;
  return [{ clause: CLAUSE, verdict: 'PASS', reason, measured }];
}

function walkFindings({ page, controls, reached, unseen, leftThePage, skipsToMain, opensDetails }: Walk): string[] {
  return [
    ...unseen.map((stop) => `nobody sees the focus on «${stop}» in «${page}»`),
    ...(leftThePage ? [] : [`the focus is trapped in «${page}»`]),
    ...(leftThePage && reached < controls ? [`${controls - reached} of ${controls} controls of «${page}» are not reached by Tab`] : []),
    ...(skipsToMain ? [] : [`the skip link of «${page}» does not lead to the verdict`]),
    ...(opensDetails ? [] : [`a row of «${page}» does not open by keyboard`]),
  ];
}

/** Only of what was read to its end: what was not reached was not left out. */
function readingFindings({ page, ended, phrases, inOrder, tables }: Reading): string[] {
  if (!ended) return [];
  const found: string[] = [];
  let from = 0;
  for (const expected of inOrder) {
    const at = phrases.findIndex((phrase, index) => index >= from && phrase.includes(expected));
    if (at < 0) found.push(`a screen reader does not say «${expected}» at its place in «${page}»`);
    else from = at + 1;
  }
  for (const { name, headers } of tables) {
    const start = phrases.findIndex((phrase) => phrase.startsWith('table') && phrase.includes(name));
    if (start < 0) found.push(`a screen reader does not name the table «${name}» in «${page}»`);
    const said = phrases.slice(start, start + 3 * headers.length + 6);
    const silent = headers.find((header) => !said.some((phrase) => phrase.startsWith('columnheader') && phrase.includes(header)));
    if (start >= 0 && silent !== undefined) found.push(`the table «${name}» in «${page}» does not announce its header «${silent}»`);
  }
  return found;
}

function notLookedAt({ tests, states, walks, readings }: ReportPage): string | undefined {
  const declared = tests.filter((test) => test.declared);
  if (declared.length === 0) return 'no test is declared';
  const left = [
    ...states.filter(({ rulesPassed }) => rulesPassed > 0).map(({ state }) => state),
    ...walks.filter(({ controls }) => controls > 0).map(({ page }) => page),
    ...readings
      .filter(({ ended, phrases, inOrder, tables }) => ended && phrases.length > 0 && inOrder.length > 0 && tables.length > 0)
      .map(({ page }) => page),
  ];
  const lost = declared.find(({ title }) => !left.includes(title));
  if (lost)
    return `${left.length} of ${declared.length} declared tests looked at something; not «${lost.title}»${lost.error && `: ${lost.error}`}`;
  const broken = tests.find(({ outcome }) => outcome !== 'passed');
  if (broken) return `«${broken.title}» did not pass: ${broken.error || broken.outcome}`;
  const kinds = [states, walks, readings].filter((kind) => kind.length === 0).length;
  return kinds > 0 ? 'axe, keyboard and screen reader must each have looked' : undefined;
}
