import { expect, signIn, test } from './fixtures.ts';

test.describe('authentication', { tag: '@QA-03.authentication' }, () => {
  test('a stranger is sent to sign in, and then to the page that was wanted', async ({ page, user, step }) => {
    await step('ask for a document without a session', async () => {
      await page.goto('/documents/00000000-0000-4000-8000-000000000000');
      await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
      expect(new URL(page.url()).pathname).toBe('/sign-in');
    });
    await step('sign in', async () => {
      await page.getByLabel('E-mail').fill(user.email);
      await page.getByLabel('Password', { exact: true }).fill(user.password);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await expect(page.getByRole('heading', { level: 1, name: 'This document is not here.' })).toBeVisible();
      expect(new URL(page.url()).pathname).toBe('/documents/00000000-0000-4000-8000-000000000000');
    });
  });

  test('a wrong password is refused in plain words', async ({ page, user, step }) => {
    await step('try a wrong password', async () => {
      await page.goto('/sign-in');
      await page.getByLabel('E-mail').fill(user.email);
      await page.getByLabel('Password', { exact: true }).fill(`${user.password}x`);
      const answer = page.waitForResponse((response) => response.url().endsWith('/api/v1/sessions'));
      await page.getByRole('button', { name: 'Sign in' }).click();
      expect((await answer).status()).toBe(401);
      await expect(page.getByRole('alert')).toContainText('The e-mail address or the password is wrong.');
      await expect(page.getByLabel('E-mail')).toHaveValue(user.email);
    });
    await step('no session came of it', async () => {
      await page.goto('/documents');
      await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
    });
  });

  test('what is missing is named and leads to its field', async ({ page, step }) => {
    await step('send the empty form', async () => {
      await page.goto('/sign-in');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await expect(page.getByRole('alert')).toContainText('Two things are missing');
    });
    await step('follow the first link', async () => {
      await page.getByRole('link', { name: 'Enter your e-mail address.' }).click();
      await expect(page.getByLabel('E-mail')).toBeFocused();
    });
  });

  test('the session lasts over a reload, and no script can read it', async ({ page, user, context, step }) => {
    await step('sign in', () => signIn(page, user));
    await step('reload', async () => {
      await page.reload();
      await expect(page.getByRole('heading', { level: 1, name: 'Documents' })).toBeVisible();
      await expect(page.getByText(user.email)).toBeVisible();
    });
    const cookie = (await context.cookies()).find(({ name }) => name === 'tk_refresh');
    expect(cookie).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Strict' });
    const readable = await page.evaluate<string>('document.cookie + JSON.stringify({ ...localStorage, ...sessionStorage })');
    expect(readable).not.toContain(cookie?.value);
    expect(readable).not.toMatch(/eyJ[\w-]+\./);
  });

  test('signing out ends the session for good', async ({ page, user, context, step }) => {
    await step('sign in', () => signIn(page, user));
    const before = await context.cookies();
    await step('sign out', async () => {
      const answer = page.waitForResponse((response) => response.url().endsWith('/sessions/current'));
      await page.getByRole('button', { name: 'Sign out' }).click();
      await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
      expect((await answer).status()).toBe(204);
    });
    await step('ask for the documents again', async () => {
      await page.goto('/documents');
      await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
    });
    await step('reload with the cookie of before', async () => {
      await context.addCookies(before);
      await page.goto('/documents');
      await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
    });
  });
});
