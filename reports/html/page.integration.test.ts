import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../contract/index.ts';
import { hostileRun } from '../fixtures/hostile.ts';
import { noGoRun } from '../fixtures/runs.ts';
import { renderHtml } from './page.ts';

const CANDIDATES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** One criterion of each kind: axe takes half a minute for all of them, opened. */
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
  await writeFile(join(folder, 'few.html'), renderHtml(few()));
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

/** Opened from outside the page, as the page's own policy lets nothing but its script run. */
async function openEveryRow(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Open all' }).click();
}

describe('axe', () => {
  const looks = [
    { colorScheme: 'light', width: 1280 },
    { colorScheme: 'dark', width: 390 },
  ] as const;

  it.each(looks)('finds nothing in $colorScheme at $width px', async ({ colorScheme, width }) => {
    const { page } = await open('few', { colorScheme, viewport: { width, height: 800 } });
    await openEveryRow(page);
    const { violations, passes } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
      .analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    expect(passes.length).toBeGreaterThan(20);
    expect(await page.locator('html').evaluate((root) => root.scrollWidth)).toBe(width);
  });
});

describe('keyboard', () => {
  it('skips to the verdict, and leads through every control without a trap, focus always visible', async () => {
    const { page } = await open('no-go');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.locator('main').evaluate((main) => main.ownerDocument.activeElement === main)).toBe(true);
    const reachable = await page.locator('main :is(a[href], summary, input, select, button, [tabindex="0"]):visible').count();
    let steps = 0;
    while (steps < reachable + 5) {
      await page.keyboard.press('Tab');
      const focused = page.locator(':focus');
      if ((await focused.count()) === 0 || !(await focused.evaluate((element) => element.closest('main') !== null))) break;
      steps += 1;
      const outlined = await focused.evaluate((element) => {
        const host = element.closest('.chip') ?? element;
        const style = host.ownerDocument.defaultView?.getComputedStyle(host);
        return style !== undefined && style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2;
      });
      expect(outlined, await focused.evaluate((element) => element.outerHTML.slice(0, 90))).toBe(true);
    }
    expect(steps).toBe(reachable);
  });

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

it('prints what is closed or filtered away on the screen', async () => {
  const { page } = await open('no-go');
  await page.getByRole('searchbox').fill('nothing matches this');
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('#QA-10 .clauses').isVisible()).toBe(true);
  expect(await page.locator('#filter').isVisible()).toBe(false);
});

it('does nothing that a hostile report asks for', async () => {
  const { page, incidents } = await open('hostile');
  await openEveryRow(page);
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('NO-GO');
  expect(incidents).toEqual([]);
});
