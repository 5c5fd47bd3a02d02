import type { GatherContext } from '@transkeep/reports/contract/index.ts';
import type { AxeResult } from '../../suites/a11y/axe-result.ts';
import { runPlaywright } from '../../suites/playwright/run-playwright.ts';
import type { Accessibility, AxeState } from './evidence.ts';

export async function gather(context: GatherContext): Promise<Accessibility> {
  const { tests, attachments } = await runPlaywright(context, 'a11y');
  const states = tests.flatMap(({ title }, index): AxeState[] =>
    (attachments[index] ?? []).flatMap(({ name, body }): AxeState[] => {
      const [, colorScheme] = /^axe-(light|dark)$/.exec(name) ?? [];
      if (colorScheme === undefined || body === undefined) return [];
      const { violations, incomplete, ...result } = JSON.parse(Buffer.from(body, 'base64').toString()) as AxeResult;
      return [{ state: title, colorScheme, ...result, violations: [...violations], incomplete: [...incomplete] }];
    }),
  );
  return { tests: [...tests], states };
}
