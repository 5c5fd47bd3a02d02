import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect } from '@playwright/test';
import type { Report } from '@transkeep/reports/contract/index.ts';
import { digest } from '@transkeep/reports/digest.ts';
import { areaName } from '@transkeep/reports/format.ts';
import { PAGES, reportPage, samplePage, test } from './pages.ts';

const READER = fileURLToPath(import.meta.resolve('@guidepup/virtual-screen-reader/browser.js'));
/** More than any sample page has: a reader that goes round in circles ends here. */
const MOST_PHRASES = 20_000;

/** Reads the page from its first element to its last. */
const READ = `(async ({ source, most }) => {
  const { virtual } = await import(source);
  await virtual.start({ container: document.body });
  let ended = false;
  for (let step = 0; step < most && !ended; step++) {
    await virtual.next();
    ended = (await virtual.lastSpokenPhrase()) === 'end of document';
  }
  const phrases = await virtual.spokenPhraseLog();
  await virtual.stop();
  const tables = [...document.querySelectorAll('table')].map((table) => ({
    name: table.caption?.textContent ?? '',
    headers: [...table.querySelectorAll('th[scope=col]')].map((header) => header.firstChild?.textContent ?? ''),
  }));
  return { ended, phrases, tables };
})`;

const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim();

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
    const source = `data:text/javascript;base64,${(await readFile(READER)).toString('base64')}`;
    const read = await page.evaluate<{ ended: boolean; phrases: string[]; tables: { name: string; headers: string[] }[] }>(
      `${READ}(${JSON.stringify({ source, most: MOST_PHRASES })})`,
    );
    // Where something ends is said as well; what begins is enough to judge the order.
    const phrases = read.phrases.filter((phrase) => !phrase.startsWith('end of ')).map(oneLine);
    await attachData('reading', { page: title, ended: read.ended, phrases, inOrder: inOrder(report), tables: read.tables });
    expect(read.ended).toBe(true);
    expect(phrases.length).toBeGreaterThan(100);
  });
}
