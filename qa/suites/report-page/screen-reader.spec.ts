import { expect } from '@playwright/test';
import type { Report } from '@transkeep/reports/contract/index.ts';
import { digest } from '@transkeep/reports/digest.ts';
import { areaName } from '@transkeep/reports/format.ts';
import { oneLine, readAloud } from '../read-aloud.ts';
import { PAGES, reportPage, samplePage, test } from './pages.ts';

/** What every table is called, and what its columns are. */
const TABLES = `[...document.querySelectorAll('table')].map((table) => ({
  name: table.caption?.textContent ?? '',
  headers: [...table.querySelectorAll('th[scope=col]')].map((header) => header.firstChild?.textContent ?? ''),
}))`;

/** Verdict and reasons before all else, then what needs attention, every area, and how to check. */
function inOrder(report: Report): string[] {
  const { areas, failing, why } = digest(report);
  return [
    `heading, Verdict: ${report.verdict}, level 1`,
    why,
    ...failing.slice(0, 1).flatMap(({ id, clauses }) => [`link, ${id}`, clauses.find(({ verdict }) => verdict === 'FAIL')?.reason ?? '']),
    'heading, Needs attention, level 2',
    'heading, Since the last GO, level 2',
    'heading, Criteria, level 2',
    ...areas.map(({ area }) => `heading, ${areaName(area)}, level 3`),
    'heading, Trend over runs, level 2',
    'heading, Timeline of gates, level 2',
    'heading, Waivers, level 2',
    'heading, Able to fail',
    'heading, Environment, level 2',
    'heading, Check it yourself, level 2',
  ].map(oneLine);
}

for (const name of PAGES) {
  const title = `${name}, by screen reader`;
  test(title, { tag: '@QA-06.report' }, async ({ open, attachData }) => {
    const report = samplePage(name);
    // The page's own policy would not let a reader in that is a script.
    const page = await open(reportPage(report), { bypassCSP: true });
    const { ended, phrases } = await readAloud(page);
    const tables = await page.evaluate<{ name: string; headers: string[] }[]>(TABLES);
    await attachData('reading', { page: title, ended, phrases, inOrder: inOrder(report), tables });
    expect(ended).toBe(true);
    expect(phrases.length).toBeGreaterThan(100);
  });
}
