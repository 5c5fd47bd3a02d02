import { expect } from '@playwright/test';
import { runAxe } from '../a11y/axe-result.ts';
import { indexPage, PAGES, reportPage, samplePage, test } from './pages.ts';

const LOOKS = [
  { name: 'light', width: 1280, colorScheme: 'light', media: 'screen' },
  { name: 'dark', width: 1280, colorScheme: 'dark', media: 'screen' },
  { name: 'phone', width: 390, colorScheme: 'dark', media: 'screen' },
  { name: 'print', width: 794, colorScheme: 'light', media: 'print' },
] as const;
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const CASES = [
  ...PAGES.map((name) => ({ name: name as string, markup: () => reportPage(samplePage(name)), hasRows: true })),
  { name: 'index of runs', markup: indexPage, hasRows: false },
];

for (const { name, markup, hasRows } of CASES) {
  for (const { name: look, width, colorScheme, media } of LOOKS) {
    const title = `${name}, ${look}`;
    test(title, { tag: '@QA-06.report' }, async ({ open, attachData }, info) => {
      const page = await open(markup(), { colorScheme, viewport: { width, height: 800 } });
      if (hasRows) await page.getByRole('button', { name: 'Open all' }).click();
      await page.emulateMedia({ media });
      // On paper nothing is tapped.
      const rulesOff = media === 'print' ? ['target-size'] : [];
      const result = await runAxe(page, TAGS, rulesOff);
      await attachData('axe', { state: title, colorScheme, ...result });
      await info.attach('top', { body: await page.screenshot({ type: 'jpeg', quality: 60 }), contentType: 'image/jpeg' });
      expect.soft(result.violations).toEqual([]);
      expect.soft(result.contrast.passes).toBeGreaterThan(0);
    });
  }
}
