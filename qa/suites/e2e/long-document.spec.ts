import { deleteDocument, expect, ownName, signIn, test, uploadAndWait } from './fixtures.ts';
import { longPdf } from './long-pdf.ts';

const PAGES = 200;
/** Two panes, a page and a half in view, and one more above and below. */
const MOST_PAGES = 12;

test.describe('a long document', { tag: '@PERF-06.virtual-scrolling' }, () => {
  test('only the pages near the view are drawn', async ({ page, user, step }) => {
    const name = ownName('Long');
    await step('upload it', async () => {
      await signIn(page, user);
      await uploadAndWait(page, name, longPdf(PAGES), 90_000);
    });
    await step('open it', async () => {
      await page.getByRole('link', { name: `Review ${name}` }).click();
      await expect(page.locator('[data-drawn="true"]').first()).toBeVisible();
    });
    const pane = page.getByRole('group', { name: 'Original, English' });
    const counts: number[] = [];
    for (const share of [0.25, 0.5, 0.75, 1]) {
      await step(`scroll to ${share * 100} %`, async () => {
        await pane.hover();
        await pane.evaluate((element, to) => {
          element.dispatchEvent(new Event('wheel'));
          element.scrollTop = (element.scrollHeight - element.clientHeight) * to;
        }, share);
        const expected = Math.max(2, Math.round(PAGES * share) - 1);
        await expect(pane.locator(`[data-page="${expected}"][data-drawn="true"]`)).toBeVisible();
        counts.push(await page.locator('[data-page]').count());
      });
    }
    await step('the other pane and the text came along', async () => {
      await expect(page.getByRole('group', { name: 'Translation, Spanish' }).locator(`[data-page="${PAGES}"]`)).toBeVisible();
      await expect(page.getByRole('heading', { level: 2, name: `Page ${PAGES} of ${PAGES}` })).toBeVisible();
    });
    expect(Math.max(...counts)).toBeLessThanOrEqual(MOST_PAGES);
    expect(await page.locator('canvas').count()).toBeLessThanOrEqual(MOST_PAGES);
    await step('delete it', async () => {
      await page.getByRole('link', { name: 'Back to your documents' }).click();
      await deleteDocument(page, name);
    });
  });
});
