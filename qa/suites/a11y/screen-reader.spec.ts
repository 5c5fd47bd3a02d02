import { readAloud } from '../read-aloud.ts';
import { expect, test } from './fixtures.ts';
import { spoken } from './spoken.ts';
import { states } from './states.ts';

for (const [name, expected] of Object.entries(spoken)) {
  test(`${name}, by screen reader`, { tag: '@QA-06.screen-reader' }, async ({ browser, stack, signedIn, ready }, info) => {
    const state = states.find((one) => one.name === name);
    if (!state) throw new Error(`there is no state «${name}»`);
    const context = state.signedIn
      ? signedIn
      : await browser.newContext({ ignoreHTTPSErrors: true, baseURL: stack.webUrl, bypassCSP: true });
    const page = await context.newPage();
    try {
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await state.reach(page, ready);
      const { ended, phrases } = await readAloud(page);
      await info.attach('reading', { body: JSON.stringify(phrases, null, 1), contentType: 'application/json' });
      expect(ended, 'the reader comes to the end of the page').toBe(true);
      expect(firstNotSaid(phrases, expected(ready.fileName)), 'said, at its place').toBeUndefined();
    } finally {
      await page.unrouteAll({ behavior: 'ignoreErrors' });
      await page.close();
      if (!state.signedIn) await context.close();
    }
  });
}

/** The first of the expected phrases that does not come after those before it. */
function firstNotSaid(phrases: readonly string[], expected: readonly (string | RegExp)[]): string | RegExp | undefined {
  let from = 0;
  return expected.find((wanted) => {
    const at = phrases.findIndex(
      (phrase, index) => index >= from && (typeof wanted === 'string' ? phrase === wanted : wanted.test(phrase)),
    );
    from = at + 1;
    return at < 0;
  });
}
