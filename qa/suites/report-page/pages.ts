import { writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import type { BrowserContextOptions, Page, TestInfo } from '@playwright/test';
import { test as base } from '@playwright/test';
import type { Report } from '@transkeep/reports/contract/index.ts';
import { sampleExhibits } from '@transkeep/reports/fixtures/exhibits.ts';
import { SAMPLE_RUNS } from '@transkeep/reports/fixtures/runs.ts';
import { historyEntry } from '@transkeep/reports/history.ts';
import { renderHtml } from '@transkeep/reports/html/page.ts';
import { renderIndex } from '@transkeep/reports/index/page.ts';

/** One of each kind (no gate, many clauses, a should-pass, measured, waived): all 64 repeat the same markup and take axe half a minute. */
const CRITERIA = ['DEP-01', 'PERF-02', 'PERF-05', 'SEC-05', 'SEC-15', 'QA-10', 'BETA-01'];

/** A sample run of each verdict, and one that was interrupted. */
export const PAGES = ['go', 'no-go', 'inconclusive', 'interrupted'] as const;

export function samplePage(name: (typeof PAGES)[number]): Report {
  const run = SAMPLE_RUNS[name]?.();
  if (!run) throw new Error(`there is no sample run ${name}`);
  const isKept = (clause: string) => CRITERIA.some((id) => clause.startsWith(`${id}.`));
  return {
    ...run,
    criteria: run.criteria.filter(({ id }) => CRITERIA.includes(id)),
    ...(run.faults && { faults: run.faults.filter(({ clause }) => isKept(clause)) }),
  };
}

export function reportPage(report: Report): string {
  return renderHtml(report, sampleExhibits(report));
}

/** The index of past runs: one of each verdict, one without its report. */
export function indexPage(): string {
  return renderIndex(
    PAGES.map((name, index) => ({ ...historyEntry(samplePage(name), `run-${index}`), runId: `run-${index}`, hasReport: index > 0 })),
  );
}

type Open = (markup: string, options?: BrowserContextOptions) => Promise<Page>;

export const test = base.extend<{ open: Open; attachData: (name: string, data: unknown) => Promise<void> }>({
  /** Opens a page as people do: from a file, without a server. */
  open: async ({ browser }, use, info: TestInfo) => {
    await use(async (markup, options) => {
      const path = info.outputPath('page.html');
      await writeFile(path, markup);
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce', ...options });
      const page = await context.newPage();
      await page.goto(pathToFileURL(path).href);
      return page;
    });
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern which fixtures it needs
  attachData: async ({}, use, info) => {
    await use((name, data) => info.attach(name, { body: JSON.stringify(data), contentType: 'application/json' }));
  },
});
