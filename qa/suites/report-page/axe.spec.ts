import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@playwright/test';
import { toAxeResult } from '../a11y/axe-result.ts';
import { PAGES, samplePage, test } from './pages.ts';

const LOOKS = [
  { name: 'light', width: 1280, colorScheme: 'light', media: 'screen' },
  { name: 'dark', width: 1280, colorScheme: 'dark', media: 'screen' },
  { name: 'phone', width: 390, colorScheme: 'dark', media: 'screen' },
  { name: 'print', width: 794, colorScheme: 'light', media: 'print' },
] as const;

for (const name of PAGES) {
  for (const look of LOOKS) {
    test(`${name}, ${look.name}`, { tag: '@QA-06.report' }, async ({ open, attachData }, info) => {
      const { colorScheme, media, width } = look;
      const page = await open(samplePage(name), { colorScheme, viewport: { width, height: 800 } });
      await page.getByRole('button', { name: 'Open all' }).click();
      await page.emulateMedia({ media });
      const result = toAxeResult(
        await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze(),
      );
      await attachData('axe', { state: `${name}, ${look.name}`, colorScheme, ...result });
      await info.attach('top', { body: await page.screenshot({ type: 'jpeg', quality: 60 }), contentType: 'image/jpeg' });
      expect.soft(result.violations).toEqual([]);
      expect.soft(result.contrast.passes).toBeGreaterThan(0);
    });
  }
}
