import { readFile } from 'node:fs/promises';
import { deleteDocument, expect, overflowX, ownName, rowOf, signIn, test, uploadAndWait } from './fixtures.ts';
import { pdfText, shareOfCommonWords } from './pdf-text.ts';
import { twoPages } from './stack.ts';

test.describe('upload, review, download', { tag: '@QA-03.upload-review-download' }, () => {
  test.beforeEach(async ({ page, user }) => signIn(page, user));

  test('a PDF is uploaded, translated, reviewed, edited and downloaded', async ({ page, step }) => {
    const name = ownName('Garden');
    const original = await readFile(twoPages);
    const ownWord = `Berenjena${name.slice(-10, -4)}`;

    await step('upload it', async () => {
      const stream = page.waitForResponse((response) => response.url().endsWith('/events'));
      // Held back until the bar was seen: a translation may be quicker than the browser that is to show it.
      const seen = Promise.withResolvers<void>();
      await page.route('**/events', async (route) => {
        await seen.promise;
        await route.continue();
      });
      await page.getByLabel('Choose PDF files').setInputFiles({ name, mimeType: 'application/pdf', buffer: original });
      await expect(rowOf(page, name).getByRole('progressbar')).toBeVisible();
      seen.resolve();
      expect((await stream).headers()['content-type']).toContain('text/event-stream');
    });
    await step('it becomes ready by itself', async () => {
      await expect(rowOf(page, name).getByRole('link', { name: `Review ${name}` })).toBeVisible({ timeout: 60_000 });
      await expect(rowOf(page, name)).toContainText('2 pages');
    });
    await step('open the review', async () => {
      await page.getByRole('link', { name: `Review ${name}` }).click();
      await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
      await expect(page.getByRole('img', { name: 'Original, English, page 1' }).locator('canvas')).toBeVisible();
      await expect(page.getByRole('img', { name: 'Translation, Spanish, page 1' }).locator('canvas')).toBeVisible();
    });
    await step('choose a block in the text: both pages show where it is', async () => {
      await page.getByLabel('Translation of block 2').click();
      await expect(page.locator('.box.is-selected')).toHaveCount(2);
    });
    await step('choose a block on the page: the text shows it', async () => {
      const firstPage = page.getByRole('group', { name: 'Translation, Spanish' }).locator('[data-page="1"]');
      await firstPage.locator('.box').nth(3).click();
      await expect(page.getByLabel('Translation of block 4')).toBeFocused();
    });
    // The pixels of the page itself: a picture of the screen would show the marked block too.
    const sheet = page.getByRole('img', { name: 'Translation, Spanish, page 1' });
    const pixels = (): Promise<string> => sheet.evaluate((element) => element.querySelector('canvas')?.toDataURL() ?? '');
    const before = await pixels();
    await step('edit a block and save it', async () => {
      await page.getByLabel('Translation of block 1', { exact: true }).fill(`${ownWord} y flores`);
      await page.getByRole('button', { name: 'Save block 1' }).click();
      await expect(page.getByRole('listitem').filter({ hasText: 'Edited' })).toHaveCount(1);
      await expect(page.getByText('Up to date')).toBeVisible({ timeout: 30_000 });
    });
    await step('the page is drawn anew', async () => {
      // Compared here, not by the matcher: its message would spell out two pictures.
      const isDrawnAnew = async () => (await pixels()) !== before;
      expect(before.slice(0, 10)).toBe('data:image');
      await expect.poll(isDrawnAnew, { message: 'the page is drawn anew', timeout: 30_000 }).toBe(true);
    });
    await step('download it', async () => {
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Download' }).click();
      const file = await download;
      expect(file.suggestedFilename()).toBe(name.replace('.pdf', '.es.pdf'));
      const bytes = await readFile(await file.path());
      expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');

      const [source, translated] = [(await pdfText(original)).join(' '), (await pdfText(bytes)).join(' ')];
      expect(shareOfCommonWords(source, 'en')).toBeGreaterThan(shareOfCommonWords(source, 'es'));
      expect(shareOfCommonWords(translated, 'es')).toBeGreaterThan(0.15);
      expect(shareOfCommonWords(translated, 'es')).toBeGreaterThan(3 * shareOfCommonWords(translated, 'en'));
      expect(translated).toContain(ownWord);
      expect(await pdfText(bytes)).toHaveLength(2);
    });
    await step('delete it', async () => {
      await page.getByRole('link', { name: 'Back to your documents' }).click();
      await deleteDocument(page, name);
    });
  });

  test('a PDF can be dropped on the page', async ({ page, step }) => {
    const name = ownName('Dropped');
    await step('drop it', async () => {
      const content = (await readFile(twoPages)).toString('base64');
      const files = await page.evaluateHandle(`(() => {
        const bytes = Uint8Array.from(atob('${content}'), (char) => char.charCodeAt(0));
        const transfer = new DataTransfer();
        transfer.items.add(new File([bytes], '${name}', { type: 'application/pdf' }));
        return transfer;
      })()`);
      const panel = page.getByRole('region', { name: 'Translate a PDF' });
      await panel.dispatchEvent('dragover', { dataTransfer: files });
      await panel.dispatchEvent('drop', { dataTransfer: files });
      await expect(rowOf(page, name).getByRole('link', { name: `Review ${name}` })).toBeVisible({ timeout: 60_000 });
    });
    await step('delete it', () => deleteDocument(page, name));
  });

  test('a file that is chosen before the languages are known is kept until they are', async ({ page, step }) => {
    const name = ownName('Early');
    const languages = Promise.withResolvers<void>();
    await page.route('**/api/v1/languages', async (route) => {
      await languages.promise;
      await route.continue();
    });
    await step('choose it while the languages are on their way', async () => {
      await page.reload();
      await page.getByLabel('Choose PDF files').setInputFiles({ name, mimeType: 'application/pdf', buffer: await readFile(twoPages) });
      await expect(page.getByText('1 file is kept until the languages are here.')).toBeVisible();
    });
    await step('they arrive', async () => {
      languages.resolve();
      await expect(rowOf(page, name).getByRole('link', { name: `Review ${name}` })).toBeVisible({ timeout: 60_000 });
    });
    await step('delete it', () => deleteDocument(page, name));
  });

  test('what is not a PDF is refused before it is sent', async ({ page, step }) => {
    const sent: string[] = [];
    page.on('request', (request) => request.method() === 'POST' && request.url().endsWith('/documents') && sent.push(request.url()));
    await step('choose a text that is called PDF', async () => {
      await page
        .getByLabel('Choose PDF files')
        .setInputFiles({ name: 'diary.pdf', mimeType: 'application/pdf', buffer: Buffer.from('Dear diary') });
      await expect(rowOf(page, 'diary.pdf').getByRole('alert')).toContainText('This file is not a PDF.');
    });
    expect(sent).toEqual([]);
    await step('dismiss it', async () => {
      await page.getByRole('button', { name: 'Dismiss diary.pdf' }).click();
      await expect(rowOf(page, 'diary.pdf')).toHaveCount(0);
    });
  });

  test('a PDF that is broken inside is refused in plain words', async ({ page, step }) => {
    const name = ownName('Broken');
    await step('upload it', async () => {
      const buffer = Buffer.from(`%PDF-1.7\n${'not an object at all\n'.repeat(200)}%%EOF\n`);
      await page.getByLabel('Choose PDF files').setInputFiles({ name, mimeType: 'application/pdf', buffer });
      await expect(rowOf(page, name)).toContainText(/This PDF is damaged|This file is not a PDF/, { timeout: 60_000 });
      await expect(rowOf(page, name)).not.toContainText(/undefined|Error:|stack/);
    });
    await step('remove it', async () => {
      const dismiss = rowOf(page, name).getByRole('button', { name: /^Dismiss/ });
      await expect(dismiss.or(rowOf(page, name).getByRole('button', { name: /^Delete/ }))).toBeVisible();
      if (await dismiss.isVisible()) await dismiss.click();
      else await deleteDocument(page, name);
      await expect(rowOf(page, name)).toHaveCount(0);
    });
  });

  test('changes that are not saved are not lost by a click', async ({ page, step }) => {
    const name = ownName('Draft');
    await step('open a document', async () => {
      await uploadAndWait(page, name, await readFile(twoPages));
      await page.getByRole('link', { name: `Review ${name}` }).click();
    });
    await step('change a block and go back', async () => {
      await page.getByLabel('Translation of block 1', { exact: true }).fill('Otro título');
      await page.getByRole('link', { name: 'Back to your documents' }).click();
      await expect(page.getByRole('dialog', { name: 'Leave without saving?' })).toBeVisible();
    });
    await step('stay', async () => {
      await page.getByRole('button', { name: 'Cancel' }).click();
      await expect(page.getByLabel('Translation of block 1', { exact: true })).toHaveValue('Otro título');
    });
    await step('leave', async () => {
      await page.getByRole('link', { name: 'Back to your documents' }).click();
      await page.getByRole('button', { name: 'Leave' }).click();
      await expect(page.getByRole('heading', { level: 1, name: 'Documents' })).toBeVisible();
      await deleteDocument(page, name);
    });
  });

  test('on a phone of 320 px nothing scrolls sideways', async ({ page, step }) => {
    const name = ownName('A rather long name of a document that somebody gave it');
    await page.setViewportSize({ width: 320, height: 640 });
    await step('documents', async () => {
      await uploadAndWait(page, name, await readFile(twoPages));
      expect(await overflowX(page)).toBe(0);
    });
    await step('translation', async () => {
      await page.getByRole('link', { name: `Review ${name}` }).click();
      await expect(page.getByRole('img', { name: 'Translation, Spanish, page 1' }).locator('canvas')).toBeVisible();
      expect(await overflowX(page)).toBe(0);
    });
    await step('original', async () => {
      await page.getByRole('tab', { name: 'Original' }).click();
      await expect(page.getByRole('img', { name: 'Original, English, page 1' }).locator('canvas')).toBeVisible();
      expect(await overflowX(page)).toBe(0);
    });
    await step('text, with a change', async () => {
      await page.getByRole('tab', { name: 'Text' }).click();
      await page.getByLabel('Translation of block 2').fill('Otro texto');
      expect(await overflowX(page)).toBe(0);
      await page.getByRole('button', { name: 'Undo the change of block 2' }).click();
    });
    await step('back', async () => {
      await page.getByRole('link', { name: 'Back to your documents' }).click();
      await deleteDocument(page, name);
    });
  });
});
