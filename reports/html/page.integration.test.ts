import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../contract/index.ts';
import { sampleExhibits } from '../fixtures/exhibits.ts';
import { hostileRun } from '../fixtures/hostile.ts';
import { noGoRun } from '../fixtures/runs.ts';
import { renderHtml } from './page.ts';

const CANDIDATES = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** One criterion of each kind. */
function few(): Report {
  const run = noGoRun();
  return { ...run, criteria: run.criteria.filter(({ id }) => ['DEP-01', 'PERF-02', 'PERF-05', 'SEC-05', 'QA-10'].includes(id)) };
}

let browser: Browser;
let folder: string;

beforeAll(async () => {
  const executablePath = [chromium.executablePath(), ...CANDIDATES].find((path) => existsSync(path));
  if (!executablePath) throw new Error(`no Chromium: neither Playwright's own nor ${CANDIDATES.join(', ')}`);
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
  folder = await mkdtemp(join(tmpdir(), 'transkeep-page-'));
  await writeFile(join(folder, 'no-go.html'), renderHtml(noGoRun()));
  await writeFile(join(folder, 'few.html'), renderHtml(few(), sampleExhibits(few())));
  await writeFile(join(folder, 'hostile.html'), renderHtml(hostileRun()));
});
afterAll(async () => {
  await browser?.close();
  if (folder) await rm(folder, { recursive: true });
});

interface Opened {
  readonly page: Page;
  /** Whatever the browser complained about, loaded or asked people: must stay empty. */
  readonly incidents: readonly string[];
}

async function open(name: string, options: BrowserContextOptions = {}): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  const incidents: string[] = [];
  const url = pathToFileURL(join(folder, `${name}.html`)).href;
  page.on('console', (message) => message.type() === 'error' && incidents.push(message.text()));
  page.on('pageerror', (error) => incidents.push(String(error)));
  page.on('dialog', (dialog) => incidents.push(dialog.message()));
  page.on('request', (request) => request.url() !== url && incidents.push(request.url()));
  await page.goto(url);
  return { page, incidents };
}

async function textBySheet(pdf: Buffer): Promise<Promise<string>[]> {
  const document = await getDocument({ data: new Uint8Array(pdf) }).promise;
  return Array.from({ length: document.numPages }, async (_, index) => {
    const { items } = await (await document.getPage(index + 1)).getTextContent();
    return items
      .map((item) => ('str' in item ? item.str : ''))
      .join(' ')
      .replaceAll(/\s+/g, ' ');
  });
}

/** Opened from outside the page, as the page's own policy lets nothing but its script run. */
async function openEveryRow(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Open all' }).click();
}

describe('width', () => {
  it.each([320, 390, 768, 1280])('never scrolls sideways at %i px, with every row open', async (width) => {
    for (const name of ['few', 'hostile']) {
      const { page } = await open(name, { viewport: { width, height: 800 } });
      await openEveryRow(page);
      expect(await page.locator('html').evaluate((root) => root.scrollWidth), name).toBe(width);
      await page.context().close();
    }
  });
});

describe('keyboard', () => {
  it('opens a row, and follows a link into a closed one', async () => {
    const { page } = await open('no-go');
    const row = page.locator('#QA-10');
    await row.locator('> summary').focus();
    await page.keyboard.press('Enter');
    expect(await row.getAttribute('open')).not.toBeNull();
    await page.getByRole('link', { name: 'All of SEC-05' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('#SEC-05[open]').waitFor();
    expect(await page.locator(':focus').textContent()).toContain('SEC-05');
  });
});

describe('filter', () => {
  it('searches, says how much is left, shows again what a link names', async () => {
    const { page, incidents } = await open('no-go');
    await page.getByRole('searchbox').fill('interval reaches');
    expect(await page.locator('.criterion:visible').count()).toBe(1);
    expect(await page.locator('#filter-count').textContent()).toBe('1 of 64 shown');
    await page.getByRole('link', { name: 'All of SEC-05' }).click();
    await page.locator('#SEC-05[open]').waitFor();
    expect(await page.locator('#filter-count').textContent()).toBe('64 of 64 shown');
    await page.getByLabel('Pass 59').press('Space');
    await page.getByLabel('Severity').selectOption('M');
    expect(await page.locator('.criterion:visible').count()).toBe(4);
    expect(incidents).toEqual([]);
  });
});

describe('without scripts', () => {
  it('reads, opens and changes colours all the same', async () => {
    const { page } = await open('no-go', { javaScriptEnabled: false, colorScheme: 'light' });
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('NO-GO');
    expect(await page.locator('#filter').isVisible()).toBe(false);
    await page.locator('#PERF-02 > summary').click();
    expect(await page.getByText('the interval reaches over the limit').last().isVisible()).toBe(true);
    const shot = () => page.screenshot({ clip: { x: 0, y: 300, width: 40, height: 40 } });
    const light = await shot();
    await page.locator('#theme-dark').press('Space');
    expect((await shot()).equals(light)).toBe(false);
  });
});

describe('on paper', () => {
  it('shows what is closed or filtered away on the screen', async () => {
    const { page } = await open('no-go');
    await page.getByRole('searchbox').fill('nothing matches this');
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('#QA-10 .clauses').isVisible()).toBe(true);
    expect(await page.locator('.faults').last().isVisible()).toBe(true);
    expect(await page.locator('#filter').isVisible()).toBe(false);
  });

  it('cuts nothing off at the edge of a sheet, and repeats the headers of a table on each', async () => {
    // The width that A4 leaves between the margins of our style sheet, in CSS pixels.
    const width = Math.floor(((210 - 2 * 14) / 25.4) * 96);
    const { page } = await open('no-go', { viewport: { width, height: 1000 } });
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('html').evaluate((root) => root.scrollWidth)).toBe(width);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    const sheets = await Promise.all(await textBySheet(pdf));
    expect(sheets.length).toBeGreaterThan(5);
    expect(sheets[0]).toContain('NO-GO');
    const withFaults = sheets.filter((text) => /[a-z-]+-1 .*differ from what was expected/.test(text));
    expect(withFaults.length).toBeGreaterThan(2);
    for (const text of withFaults) expect(text).toContain('What was broken on purpose');
    for (const [index, text] of sheets.entries()) expect(text).toContain(`${index + 1} / ${sheets.length}`);
  });
});

it('does nothing that a hostile report asks for', async () => {
  const { page, incidents } = await open('hostile');
  await openEveryRow(page);
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('NO-GO');
  expect(incidents).toEqual([]);
});
