import { expect } from '@playwright/test';
import { PAGES, reportPage, samplePage, test } from './pages.ts';

const CONTROLS = ':is(a[href], summary, input, select, button, [tabindex="0"])';

/** What has the focus, and whether people can see that; a control that is drawn by its label shows its ring there. `null`: it left the page. */
const STOP = `(() => {
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement) return null;
  const isNew = !element.hasAttribute('data-walked');
  element.setAttribute('data-walked', '');
  const host = element.closest('.chip') ?? (element.matches('.theme input') ? element.nextElementSibling : element);
  const style = getComputedStyle(host);
  const box = host.getBoundingClientRect();
  return {
    name: (element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent ?? element.textContent).trim().slice(0, 60),
    isNew,
    seen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && box.bottom > 0 && box.top < innerHeight,
  };
})()`;

/** Of a group of radio buttons Tab reaches the one that is chosen. */
const COUNT = `[...document.querySelectorAll('${CONTROLS}')].filter((one) => one.checkVisibility({ visibilityProperty: true }) && !(one.type === 'radio' && !one.checked)).length`;

for (const name of PAGES) {
  const title = `${name}, by keyboard`;
  test(title, { tag: '@QA-06.report' }, async ({ open, attachData }) => {
    const page = await open(reportPage(samplePage(name)));
    const controls = await page.evaluate<number>(COUNT);
    const unseen: string[] = [];
    let reached = 0;
    let leftThePage = false;
    for (let press = 0; press < controls + 10 && !leftThePage; press++) {
      await page.keyboard.press('Tab');
      const stop = await page.evaluate<{ name: string; isNew: boolean; seen: boolean } | null>(STOP);
      if (stop === null) leftThePage = true;
      else if (!stop.seen) unseen.push(stop.name);
      if (stop?.isNew) reached += 1;
    }

    await page.reload();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const skipsToMain = await page.evaluate<boolean>(`document.activeElement?.id === 'main'`);
    const row = page.locator('.criterion').first();
    await row.locator('> summary').focus();
    await page.keyboard.press('Enter');
    const opensDetails = (await row.getAttribute('open')) !== null && (await row.locator('.clauses').isVisible());
    const walk = { page: title, controls, reached, unseen, leftThePage, skipsToMain, opensDetails };
    await attachData('walk', walk);
    expect(walk).toEqual({
      page: title,
      controls,
      reached: controls,
      unseen: [],
      leftThePage: true,
      skipsToMain: true,
      opensDetails: true,
    });
  });
}
