import type { Page } from '@playwright/test';
import { expect } from '../e2e/fixtures.ts';
import { documentOf, json, listShows, never, problem, termOf } from './answers.ts';
import type { ReadyDocument } from './fixtures.ts';

/** One state of one page. Every state is judged in light and in dark. */
export interface State {
  readonly name: string;
  readonly signedIn: boolean;
  readonly phone?: boolean;
  /** Brings the page into the state and waits until it is there. */
  reach(page: Page, ready: ReadyDocument): Promise<void>;
}

const heading = (page: Page, name: string | RegExp) => expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
const alert = (page: Page, text: string | RegExp) => expect(page.getByRole('alert').filter({ hasText: text }).first()).toBeVisible();

const signIn = (name: string, reach: (page: Page) => Promise<void>): State => ({
  name: `sign in, ${name}`,
  signedIn: false,
  reach: async (page) => {
    await page.goto('/sign-in');
    await heading(page, 'Sign in');
    await reach(page);
  },
});

const documents = (
  name: string,
  prepare: (page: Page) => Promise<unknown>,
  reach: (page: Page) => Promise<unknown>,
  phone = false,
): State => ({
  name: `documents, ${name}`,
  signedIn: true,
  phone,
  reach: async (page) => {
    await prepare(page);
    await page.goto('/documents');
    await heading(page, 'Documents');
    await reach(page);
  },
});

const review = (name: string, reach: (page: Page) => Promise<unknown>, phone = false): State => ({
  name: `review, ${name}`,
  signedIn: true,
  phone,
  reach: async (page, { id, fileName }) => {
    await page.goto(`/documents/${id}`);
    await heading(page, fileName);
    await reach(page);
  },
});

const WARNINGS = [
  'The original is protected; the translation is not.',
  'Some pages are damaged inside; they stay as they are: 3.',
  'Some pages need letters that no font here has; such text stays in the original language: 1–3, 7.',
  'Some pages hold mirrored text; it stays in the original language: 2.',
];
/** The real document, as if its translation had this to say. */
const reviewWith = (name: string, warnings: readonly string[], phone = false): State => ({
  name: `review, ${name}`,
  signedIn: true,
  phone,
  reach: async (page, { id, fileName }) => {
    await page.route(`**/api/v1/documents/${id}`, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...(await response.json()), warnings } });
    });
    await page.goto(`/documents/${id}`);
    await heading(page, fileName);
    await expect(page.getByText(`What to know about this translation (${warnings.length})`)).toBeVisible();
    await drawn(page);
  },
});

const glossary = (
  name: string,
  prepare: (page: Page) => Promise<unknown>,
  reach: (page: Page) => Promise<unknown>,
  phone = false,
): State => ({
  name: `glossary, ${name}`,
  signedIn: true,
  phone,
  reach: async (page) => {
    await prepare(page);
    await page.goto('/glossary');
    await heading(page, 'Glossary');
    await expect(page.getByLabel('Translate from')).toBeEnabled();
    await reach(page);
  },
});

const ID = documentOf({ fileName: 'x.pdf', status: 'ready' }).id;
const reviewOf = (name: string, answer: Parameters<Page['route']>[1], reach: (page: Page) => Promise<unknown>): State => ({
  name: `review, ${name}`,
  signedIn: true,
  reach: async (page) => {
    await page.route(`**/api/v1/documents/${ID}`, answer);
    await page.route(`**/api/v1/documents/${ID}/events`, never);
    await page.goto(`/documents/${ID}`);
    await reach(page);
  },
});

const mixed = (page: Page) =>
  listShows(
    page,
    { fileName: 'Annual report.pdf', status: 'queued' },
    { fileName: 'Rental agreement.pdf', status: 'processing', progress: 0.62 },
    { fileName: 'Harbour guide.pdf', status: 'ready', progress: 1, warnings: ['Some pages are damaged inside; they stay as they are: 3.'] },
    { fileName: 'Scan.pdf', status: 'failed', error: { code: 'scanned', message: 'A scan.' } },
    { fileName: 'Minutes.pdf', status: 'failed', error: { code: 'internal', message: 'The translation stopped.' } },
  );
const nothing = (page: Page) => listShows(page);
const twoTerms = (page: Page) =>
  page.route(
    '**/api/v1/glossary-terms',
    json({ items: [termOf({ source: 'TransKeep', target: null }), termOf({ source: 'harbour master', target: 'capitán del puerto' })] }),
  );
const noTerms = (page: Page) => page.route('**/api/v1/glossary-terms', json({ items: [] }));
const termsShow = (page: Page) => expect(page.getByText('capitán del puerto')).toBeVisible();
const choose = async (page: Page, content: string) => {
  await page
    .getByLabel('Choose PDF files')
    .setInputFiles({ name: 'Garden.pdf', mimeType: 'application/pdf', buffer: Buffer.from(content) });
};
const drawn = (page: Page) => expect(page.locator('[data-drawn="true"]').first()).toBeVisible();
const edit = async (page: Page) => {
  await page.getByLabel('Translation of block 2').fill('Otro texto');
  await expect(page.getByText('Not saved')).toBeVisible();
};

/** Every page in every state. A state that is added here is judged; one that is missing here is not. */
export const states: readonly State[] = [
  signIn('empty', async () => {}),
  signIn('fields missing', async (page) => {
    await page.getByRole('button', { name: 'Sign in' }).click();
    await alert(page, 'Two things are missing');
  }),
  signIn('refused', async (page) => {
    await page.route('**/api/v1/sessions', problem(401, 'invalid-credentials', 'No.'));
    await page.getByLabel('E-mail').fill('ana@example.org');
    await page.getByLabel('Password', { exact: true }).fill('wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await alert(page, 'password is wrong');
  }),
  {
    name: 'not found',
    signedIn: false,
    reach: async (page) => {
      await page.goto('/nowhere');
      await heading(page, 'There is no page here');
    },
  },
  {
    name: 'unreachable',
    signedIn: false,
    reach: async (page) => {
      await page.route('**/api/v1/sessions/refresh', (route) => route.abort());
      await page.goto('/documents');
      await heading(page, /reach TransKeep/);
    },
  },
  {
    name: 'starting',
    signedIn: false,
    reach: async (page) => {
      await page.route('**/api/v1/sessions/refresh', never);
      await page.goto('/documents');
      await heading(page, 'TransKeep is loading');
    },
  },
  documents(
    'loading',
    (page) => page.route('**/api/v1/documents', never),
    (page) => expect(page.locator('.row-placeholder').first()).toBeVisible(),
  ),
  documents('empty', nothing, (page) => expect(page.getByText('Nothing here yet')).toBeVisible()),
  documents('with items', mixed, (page) => expect(page.getByText('This PDF is a scan')).toBeVisible()),
  documents('on a phone', mixed, (page) => expect(page.getByText('This PDF is a scan')).toBeVisible(), true),
  documents(
    'not loaded',
    (page) => page.route('**/api/v1/documents', problem(403, 'odd', 'Not today.')),
    (page) => alert(page, 'Not today.'),
  ),
  documents(
    'uploading',
    async (page) => {
      await nothing(page);
      await page.route('**/api/v1/documents', (route) => (route.request().method() === 'POST' ? never() : route.fallback()));
    },
    async (page) => {
      await choose(page, '%PDF-1.7');
      await expect(page.getByRole('progressbar', { name: 'Uploading Garden.pdf' })).toBeVisible();
    },
  ),
  documents('upload refused', nothing, async (page) => {
    await choose(page, 'Dear diary');
    await alert(page, 'This file is not a PDF.');
  }),
  documents(
    'a file kept for the languages',
    async (page) => {
      await nothing(page);
      await page.route('**/api/v1/languages', never);
    },
    async (page) => {
      await choose(page, '%PDF-1.7');
      await expect(page.getByText('1 file is kept')).toBeVisible();
    },
  ),
  documents('deleting', mixed, async (page) => {
    await page.getByRole('button', { name: 'Delete Harbour guide.pdf' }).click();
    await expect(page.getByRole('dialog', { name: 'Delete this document?' })).toBeVisible();
  }),
  glossary(
    'loading',
    (page) => page.route('**/api/v1/glossary-terms', never),
    (page) => expect(page.locator('.row-placeholder').first()).toBeVisible(),
  ),
  glossary('empty', noTerms, (page) => expect(page.getByText('No terms yet')).toBeVisible()),
  glossary('with terms', twoTerms, termsShow),
  glossary('on a phone', twoTerms, termsShow, true),
  glossary(
    'not loaded',
    (page) => page.route('**/api/v1/glossary-terms', problem(403, 'odd', 'Not today.')),
    (page) => alert(page, 'Not today.'),
  ),
  glossary('fields missing', noTerms, async (page) => {
    await page.getByLabel('Replace it with').check();
    await page.getByRole('button', { name: 'Add term' }).click();
    await expect(page.getByText('Enter what to replace the term with.')).toBeVisible();
  }),
  glossary('changing', twoTerms, async (page) => {
    await page.getByRole('button', { name: 'Edit harbour master' }).click();
    await expect(page.getByRole('button', { name: 'Save' })).toBeVisible();
  }),
  glossary('deleting', twoTerms, async (page) => {
    await page.getByRole('button', { name: 'Delete harbour master' }).click();
    await expect(page.getByRole('dialog', { name: 'Delete this term?' })).toBeVisible();
  }),
  reviewOf('loading', never, (page) => heading(page, 'Opening the document')),
  reviewOf('being translated', json(documentOf({ fileName: 'Garden.pdf', status: 'processing', progress: 0.4 })), (page) =>
    heading(page, 'Garden.pdf'),
  ),
  reviewOf(
    'refused',
    json(documentOf({ fileName: 'Garden.pdf', status: 'failed', error: { code: 'encrypted', message: 'Locked.' } })),
    (page) => alert(page, 'protected by a password'),
  ),
  reviewOf('missing', problem(404, 'not-found', 'No.'), (page) => heading(page, 'This document is not here.')),
  review('ready', drawn),
  review('editing', async (page) => {
    await drawn(page);
    await edit(page);
  }),
  review('not saved', async (page) => {
    await page.route('**/blocks/*', problem(503, 'unavailable', 'No.'));
    await edit(page);
    await page.getByRole('button', { name: 'Save block 2' }).click();
    await alert(page, 'not available');
  }),
  review('leaving', async (page) => {
    await edit(page);
    await page.getByRole('link', { name: 'Back to your documents' }).click();
    await expect(page.getByRole('dialog', { name: 'Leave without saving?' })).toBeVisible();
  }),
  reviewWith('open warnings', WARNINGS.slice(0, 3)),
  reviewWith('folded warnings', WARNINGS),
  reviewWith('open warnings, on a phone', WARNINGS.slice(0, 3), true),
  review('translation on a phone', drawn, true),
  review(
    'original on a phone',
    async (page) => {
      await page.getByRole('tab', { name: 'Original' }).click();
      await drawn(page);
    },
    true,
  ),
  review(
    'text on a phone',
    async (page) => {
      await page.getByRole('tab', { name: 'Text' }).click();
      await edit(page);
    },
    true,
  ),
];
