import { test as base, expect, type Page } from '@playwright/test';
import type { StackHandle } from '@transkeep/reports/contract/index.ts';
import { readStack } from './stack.ts';

type User = StackHandle['users'][number];

interface Fixtures {
  readonly stack: StackHandle;
  /** An ordinary user. Tests share it, so each looks only at documents that it made itself. */
  readonly user: User;
  /** Takes one step of a journey and keeps a picture of how it ended. */
  readonly step: (name: string, act: () => Promise<unknown>) => Promise<void>;
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern to know what a fixture needs
  stack: async ({}, use) => use(readStack()),
  baseURL: async ({ stack }, use) => use(stack.webUrl),
  user: async ({ stack }, use) => {
    const user = stack.users.find(({ role }) => role === 'user');
    if (!user) throw new Error('the stack has no ordinary user');
    await use(user);
  },
  step: async ({ page }, use, info) => {
    let count = 0;
    await use(async (name, act) => {
      await test.step(name, act);
      const label = `${String(++count).padStart(2, '0')} ${name}`;
      const path = info.outputPath(`${label.replaceAll(/[^a-z0-9]+/gi, '-').toLowerCase()}.jpg`);
      await page.screenshot({ path, type: 'jpeg', quality: 60 });
      await info.attach(label, { path, contentType: 'image/jpeg' });
    });
  },
});

export { expect };

/** Signs in by the page, as a person does. */
export async function signIn(page: Page, user: Pick<User, 'email' | 'password'>): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(user.email);
  await page.getByLabel('Password', { exact: true }).fill(user.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Documents' })).toBeVisible();
}

/** A file name that no other test has. */
export function ownName(base: string): string {
  return `${base} ${Math.random().toString(36).slice(2, 8)}.pdf`;
}

/** One document's row of the list. */
export function rowOf(page: Page, fileName: string) {
  return page.getByRole('listitem').filter({ has: page.getByRole('heading', { level: 3, name: fileName }) });
}

/** Chooses a file in the picker under another name, and waits until its translation can be reviewed. */
export async function uploadAndWait(page: Page, fileName: string, buffer: Buffer, timeout = 60_000): Promise<void> {
  await page.getByLabel('Choose PDF files').setInputFiles({ name: fileName, mimeType: 'application/pdf', buffer });
  await expect(rowOf(page, fileName).getByRole('link', { name: `Review ${fileName}` })).toBeVisible({ timeout });
}

export async function deleteDocument(page: Page, fileName: string): Promise<void> {
  await rowOf(page, fileName)
    .getByRole('button', { name: `Delete ${fileName}` })
    .click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(rowOf(page, fileName)).toHaveCount(0);
}

/** How much wider the page is than the window, in CSS pixels. */
export async function overflowX(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}
