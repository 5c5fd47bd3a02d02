import type { GatherContext } from '@transkeep/reports/contract/index.ts';
import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { runPlaywright } from '../../suites/playwright/run-playwright.ts';
import { AxeStateSchema } from '../axe/evidence.ts';
import { ReadingSchema, type ReportPage, WalkSchema } from './evidence.ts';

export async function gather(context: GatherContext): Promise<ReportPage> {
  const { tests, attachments } = await runPlaywright(context, 'report-page');
  /** What the tests attached under that name, in every attempt. */
  const attached = <S extends TSchema>(name: string, schema: S) =>
    attachments.flatMap((own) =>
      own
        .filter((one) => one.name === name && one.body !== undefined)
        .map(({ body = '' }) => Value.Parse(schema, JSON.parse(Buffer.from(body, 'base64').toString()))),
    );
  return {
    tests: [...tests],
    states: attached('axe', AxeStateSchema),
    walks: attached('walk', WalkSchema),
    readings: attached('reading', ReadingSchema),
  };
}
