import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { AxeResults, Result } from 'axe-core';

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

const elements = (results: readonly Result[]): number => results.find(({ id }) => id === CONTRAST)?.nodes.length ?? 0;

/**
 * Runs axe on a page without frames, as all of ours are: `legacy` then finds the same, and spares every result (megabytes) a second journey
 * through a page of its own, which takes as long as the rules themselves.
 */
export async function runAxe(page: Page, tags: string[], rulesOff: string[] = []): Promise<AxeResult> {
  if (page.frames().length > 1) throw new Error(`${page.url()} has frames: axe would not see into those of other origins`);
  return toAxeResult(await new AxeBuilder({ page }).withTags(tags).disableRules(rulesOff).setLegacyMode().analyze());
}

function toAxeResult({ passes, violations, incomplete, testEngine }: AxeResults): AxeResult {
  return {
    version: testEngine.version,
    rulesPassed: passes.length,
    violations: findings(violations),
    incomplete: findings(incomplete),
    contrast: { passes: elements(passes), violations: elements(violations), incomplete: elements(incomplete) },
  };
}
