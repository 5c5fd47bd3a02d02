import { readFile } from 'node:fs/promises';
import { expect, ownName, rowOf, test } from '../e2e/fixtures.ts';
import { twoPages } from '../e2e/stack.ts';
import { focused, tabTo } from './by-keyboard.ts';

test.describe('by keyboard alone', { tag: '@QA-06.keyboard' }, () => {
  test('sign in, upload, review, edit, download, delete, sign out', async ({ page, user, step }) => {
    const name = ownName('Keys');
    await step('sign in', async () => {
      await page.goto('/sign-in');
      await tabTo(page, 'E-mail');
      await page.keyboard.type(user.email);
      await tabTo(page, 'Password');
      await page.keyboard.type(user.password);
      await page.keyboard.press('Enter');
      await expect(page.getByRole('heading', { level: 1, name: 'Documents' })).toBeFocused();
    });
    await step('upload', async () => {
      await tabTo(page, 'Choose PDF files');
      const chooser = page.waitForEvent('filechooser');
      await page.keyboard.press('Enter');
      await (await chooser).setFiles({ name, mimeType: 'application/pdf', buffer: await readFile(twoPages) });
      await expect(rowOf(page, name).getByRole('link', { name: `Review ${name}` })).toBeVisible({ timeout: 60_000 });
    });
    await step('review', async () => {
      await tabTo(page, `Review ${name}`);
      await page.keyboard.press('Enter');
      await expect(page.getByRole('heading', { level: 1, name })).toBeFocused();
    });
    await step('scroll the pages', async () => {
      await tabTo(page, 'Original, English');
      await expect(page.locator('[data-drawn="true"]').first()).toBeVisible();
      const pane = page.getByRole('group', { name: 'Translation, Spanish' });
      await page.keyboard.press('PageDown');
      await expect.poll(() => pane.evaluate((element) => element.scrollTop)).toBeGreaterThan(50);
      await page.keyboard.press('Home');
    });
    await step('edit and save', async () => {
      await tabTo(page, 'Translation of block 2');
      await expect(page.locator('.box.is-selected')).toHaveCount(2);
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.type('Escrito sin ratón.');
      await tabTo(page, /^Save/);
      await page.keyboard.press('Enter');
      await expect(page.getByRole('listitem').filter({ hasText: 'Edited' })).toHaveCount(1);
      await expect(page.getByLabel('Translation of block 2')).toBeFocused();
      await expect(page.getByText('Up to date')).toBeVisible({ timeout: 30_000 });
    });
    await step('download', async () => {
      await tabTo(page, 'Download');
      const download = page.waitForEvent('download');
      await page.keyboard.press('Enter');
      expect((await download).suggestedFilename()).toBe(name.replace('.pdf', '.es.pdf'));
    });
    await step('go back', async () => {
      await tabTo(page, 'Back to your documents');
      await page.keyboard.press('Enter');
      await expect(page.getByRole('heading', { level: 1, name: 'Documents' })).toBeFocused();
    });
    await step('ask to delete, and think better of it', async () => {
      await tabTo(page, `Delete ${name}`);
      await page.keyboard.press('Enter');
      await expect(page.getByRole('button', { name: 'Cancel' })).toBeFocused();
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toBeHidden();
      await expect(page.getByRole('button', { name: `Delete ${name}` })).toBeFocused();
    });
    await step('delete', async () => {
      await page.keyboard.press('Enter');
      await expect(page.getByRole('button', { name: 'Cancel' })).toBeFocused();
      await page.keyboard.press('Tab');
      expect((await focused(page)).name).toBe('Delete');
      await page.keyboard.press('Enter');
      await expect(rowOf(page, name)).toHaveCount(0);
      await expect(page.getByRole('heading', { level: 2, name: 'Your documents' })).toBeFocused();
    });
    await step('sign out', async () => {
      await tabTo(page, 'Sign out');
      await page.keyboard.press('Enter');
      await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeFocused();
    });
  });

  test('the first stop skips to the content, and Tab goes all the way round', async ({ page, user, step }) => {
    await step('sign in', async () => {
      await page.goto('/sign-in');
      await page.getByLabel('E-mail').fill(user.email);
      await page.getByLabel('Password', { exact: true }).fill(user.password);
      await page.keyboard.press('Enter');
      await expect(page.getByRole('heading', { level: 1, name: 'Documents' })).toBeVisible();
      await page.reload();
      await expect(page.getByLabel('Translate from')).toBeEnabled();
    });
    await step('skip', async () => {
      await tabTo(page, 'Skip to the content');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      expect((await focused(page)).name).toBe('Translate from');
    });
    await step('go round', () => tabTo(page, 'Skip to the content'));
    await step('and back', async () => {
      await page.keyboard.press('Tab');
      await page.keyboard.press('Shift+Tab');
      expect((await focused(page)).name).toBe('Skip to the content');
    });
  });
});
