import { runAxe } from './axe-result.ts';
import { expect, test } from './fixtures.ts';
import { states } from './states.ts';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];

/** In the page: it has the colour scheme, and no colour is on its way there. On a busy machine the frame that moves it may take its time. */
const atRest = (colorScheme: string): string =>
  `matchMedia('(prefers-color-scheme: ${colorScheme})').matches && document.getAnimations().every(({ playState }) => playState !== 'running')`;

// A recording costs a quarter of the time, and the pictures say enough; a failure is recorded when it is tried again.
test.use({ trace: 'on-first-retry' });

for (const state of states) {
  test(state.name, { tag: '@QA-06.axe' }, async ({ browser, stack, signedIn, ready }, info) => {
    const context = state.signedIn ? signedIn : await browser.newContext({ ignoreHTTPSErrors: true, baseURL: stack.webUrl });
    const page = await context.newPage();
    try {
      await page.setViewportSize(state.phone ? { width: 390, height: 844 } : { width: 1280, height: 800 });
      // Colours are judged where they come to rest.
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      await state.reach(page, ready);
      await page.evaluate('document.fonts.ready.then(() => undefined)');
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await expect.poll(() => page.evaluate(atRest(colorScheme))).toBe(true);
        const result = await runAxe(page, TAGS);
        await info.attach(`axe-${colorScheme}`, { body: JSON.stringify(result), contentType: 'application/json' });
        await info.attach(colorScheme, { body: await page.screenshot({ type: 'jpeg', quality: 60 }), contentType: 'image/jpeg' });
        expect.soft(result.violations).toEqual([]);
        expect.soft(result.contrast.passes).toBeGreaterThan(0);
      }
    } finally {
      await page.unrouteAll({ behavior: 'ignoreErrors' });
      await page.close();
      if (!state.signedIn) await context.close();
    }
  });
}
