import type { GatherContext } from '@transkeep/reports/contract/index.ts';
import { runPlaywright } from '../../suites/playwright/run-playwright.ts';
import type { Journeys } from './evidence.ts';

export async function gather(context: GatherContext): Promise<Journeys> {
  const { tests, exitCode } = await runPlaywright(context, 'e2e');
  return { tests: [...tests], exitCode };
}
