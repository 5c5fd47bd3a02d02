import { readFile } from 'node:fs/promises';
import type { BrowserContext } from '@playwright/test';
import { test as base, expect } from '../e2e/fixtures.ts';
import { readStack, twoPages } from '../e2e/stack.ts';

export interface ReadyDocument {
  readonly id: string;
  readonly fileName: string;
}

interface WorkerFixtures {
  /** Signed in once per worker: signing in is limited per address, and pages are what is judged here. */
  readonly signedIn: BrowserContext;
  /** A real document, translated and ready. */
  readonly ready: ReadyDocument;
}

export const test = base.extend<object, WorkerFixtures>({
  signedIn: [
    async ({ browser }, use) => {
      const { webUrl, apiUrl, users } = readStack();
      const user = users.find(({ role }) => role === 'user');
      // The virtual screen reader is a script that the pages' own policy would not let in.
      const context = await browser.newContext({ ignoreHTTPSErrors: true, baseURL: webUrl, bypassCSP: true });
      const answer = await context.request.post(`${apiUrl}/sessions`, { data: { email: user?.email, password: user?.password } });
      expect(answer.status()).toBe(201);
      await use(context);
      await context.close();
    },
    { scope: 'worker' },
  ],
  ready: [
    async ({ signedIn }, use, worker) => {
      const { apiUrl } = readStack();
      const session = (await (await signedIn.request.post(`${apiUrl}/sessions/refresh`)).json()) as { accessToken: string };
      const headers = { authorization: `Bearer ${session.accessToken}` };
      const file = { name: `Accessible garden ${worker.workerIndex}.pdf`, mimeType: 'application/pdf', buffer: await readFile(twoPages) };
      const created = await signedIn.request.post(`${apiUrl}/documents`, { headers, multipart: { from: 'en', to: 'es', file } });
      const document = (await created.json()) as ReadyDocument;
      const status = async () =>
        ((await (await signedIn.request.get(`${apiUrl}/documents/${document.id}`, { headers })).json()) as { status: string }).status;
      await expect.poll(status, { timeout: 60_000 }).toBe('ready');
      await use(document);
      await signedIn.request.delete(`${apiUrl}/documents/${document.id}`, { headers });
    },
    { scope: 'worker', timeout: 90_000 },
  ],
});

export { expect };
