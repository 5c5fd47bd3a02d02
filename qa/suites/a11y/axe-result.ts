import type { Page } from '@playwright/test';
import axe, { type AxeResults, type Result, type RunOptions } from 'axe-core';

/** One element that a rule speaks of. */
export interface AxeFinding {
  readonly rule: string;
  readonly impact: string;
  /** CSS selector. */
  readonly target: string;
  readonly summary: string;
}

/** What is kept of an axe run: what was found, what could not be decided, and that there was something to judge. */
export interface AxeResult {
  readonly version: string;
  /** Rules that found every element they apply to in order. */
  readonly rulesPassed: number;
  readonly violations: readonly AxeFinding[];
  readonly incomplete: readonly AxeFinding[];
  /** The rule color-contrast alone, in elements. */
  readonly contrast: { readonly passes: number; readonly violations: number; readonly incomplete: number };
}

const CONTRAST = 'color-contrast';

const findings = (results: readonly Result[]): AxeFinding[] =>
  results.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ target, failureSummary, any }) => ({
      rule: id,
      impact: impact ?? 'unknown',
      target: target.join(' '),
      summary: (failureSummary ?? any[0]?.message ?? '').replaceAll(/\s+/g, ' ').slice(0, 300),
    })),
  );

/**
 * Axe in the page, with a reporter that says besides how many elements had enough contrast: of rules that pass, the results then need not name every
 * element, which takes axe longer than its rules.
 */
const AXE = `${axe.source}
axe.addReporter('counted', (rules, options, done, failed) => {
  const contrastPasses = rules.find(({ id }) => id === '${CONTRAST}')?.passes.length ?? 0;
  axe.getReporter('v2')(rules, options, (results) => done({ ...results, contrastPasses }), failed);
})`;

interface CountedResults extends AxeResults {
  readonly contrastPasses: number;
}

const elements = (results: readonly Result[]): number => results.find(({ id }) => id === CONTRAST)?.nodes.length ?? 0;

/**
 * Runs axe on a page without frames, as all of ours are. Straight, against `@axe-core/playwright`: that puts axe into the page twice for every run
 * and takes megabytes of result out of it.
 */
export async function runAxe(page: Page, tags: string[], rulesOff: string[] = []): Promise<AxeResult> {
  if (page.frames().length > 1) throw new Error(`${page.url()} has frames: axe would not see into those of other origins`);
  const options: RunOptions = {
    runOnly: { type: 'tag', values: tags },
    rules: Object.fromEntries(rulesOff.map((id) => [id, { enabled: false }])),
    resultTypes: ['violations', 'incomplete'],
    reporter: 'counted',
  };
  if (!(await page.evaluate<boolean>(`'axe' in window`))) await page.evaluate(AXE);
  return toAxeResult(await page.evaluate<CountedResults>(`axe.run(document, ${JSON.stringify(options)})`));
}

function toAxeResult({ passes, violations, incomplete, testEngine, contrastPasses }: CountedResults): AxeResult {
  return {
    version: testEngine.version,
    rulesPassed: passes.length,
    violations: findings(violations),
    incomplete: findings(incomplete),
    contrast: { passes: contrastPasses, violations: elements(violations), incomplete: elements(incomplete) },
  };
}
