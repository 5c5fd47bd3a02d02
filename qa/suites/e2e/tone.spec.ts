import { readFile } from 'node:fs/promises';
import { deleteDocument, expect, ownName, rowOf, signIn, test } from './fixtures.ts';
import { pdfText } from './pdf-text.ts';
import { twoPages } from './stack.ts';

/** «su casa», «usted» against «tu casa», «tú»: how the Spanish of the download speaks to its reader. */
const count = (text: string, words: RegExp): number => text.match(words)?.length ?? 0;
const formalWords = (text: string): number => count(text, /(?<!\p{L})(?:su|sus|usted)(?!\p{L})/giu);
const informalWords = (text: string): number => count(text, /(?<!\p{L})(?:tu|tus|tú|ti|te)(?!\p{L})/giu);

test.describe('tone', { tag: '@QA-03.tone' }, () => {
  test.beforeEach(async ({ page, user }) => signIn(page, user));

  test('a tone is chosen at upload, changed on the review page, and found in the download', async ({ page, step }) => {
    test.setTimeout(180_000);
    const name = ownName('Letter');
    const tone = page.getByLabel('Tone', { exact: true });
    const ownWord = `Berenjena${name.slice(-10, -4)}`;
    const download = async (): Promise<string> => {
      const event = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Download' }).click();
      return (await pdfText(await readFile(await (await event).path()))).join(' ');
    };

    await step('upload it with a formal tone', async () => {
      await expect(tone).toBeEnabled();
      await tone.selectOption('Formal');
      await page.getByLabel('Choose PDF files').setInputFiles({ name, mimeType: 'application/pdf', buffer: await readFile(twoPages) });
      await expect(rowOf(page, name).getByRole('link', { name: `Review ${name}` })).toBeVisible({ timeout: 60_000 });
    });
    await step('open the review: it says which tone it is', async () => {
      await page.getByRole('link', { name: `Review ${name}` }).click();
      await expect(tone).toHaveValue('formal');
      await expect(page.getByText('Up to date')).toBeVisible();
    });
    const formal = await download();
    await step('edit a block by hand', async () => {
      await page.getByLabel('Translation of block 1', { exact: true }).fill(`${ownWord} y flores`);
      await page.getByRole('button', { name: 'Save block 1' }).click();
      await expect(page.getByText('Edited', { exact: true })).toBeVisible();
      await expect(page.getByText('Up to date')).toBeVisible({ timeout: 30_000 });
    });
    await step('choose the informal tone', async () => {
      const changed = page.waitForResponse((response) => response.request().method() === 'PATCH');
      await tone.selectOption('Informal');
      await changed;
      // It cannot be chosen while the document is worked on.
      await expect(tone).toBeEnabled({ timeout: 60_000 });
      await expect(page.getByText('Up to date')).toBeVisible();
      await expect(tone).toHaveValue('informal');
    });
    const informal = await download();
    await step('each download speaks its own tone, and the edit is still there', async () => {
      expect(formalWords(formal)).toBeGreaterThan(2);
      expect(informalWords(formal)).toBe(0);
      expect(informalWords(informal)).toBeGreaterThan(2);
      expect(formalWords(informal)).toBeLessThan(formalWords(formal));
      expect(informal).toContain(ownWord);
      expect(informal).not.toContain('vuestr');
    });
    await step('delete it', async () => {
      await page.getByRole('link', { name: 'Back to your documents' }).click();
      await deleteDocument(page, name);
    });
  });
});
