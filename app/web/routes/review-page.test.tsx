import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { beforeEach, expect, test } from 'vitest';
import { aBlock, aDocument, events, type Handler, json, openApp, problem, signedIn, stubApi, stubOpenPdf } from '../shared/test-api.tsx';
import { resizeWindow } from '../shared/test-setup.ts';

// Drawing needs a browser; here a page is as large as it says and draws nothing. How it is drawn is tested end to end.
const opened = { count: 0, closed: 0, drawn: 0, failing: false };

beforeEach(() => {
  Object.assign(opened, { count: 0, closed: 0, drawn: 0, failing: false });
  stubOpenPdf(async () => {
    if (opened.failing) throw new Error('Invalid PDF structure.');
    opened.count++;
    const viewport = { width: 600, height: 800, convertToViewportPoint: (x: number, y: number) => [x, 800 - y] };
    const page = {
      getViewport: () => viewport,
      render: () => ({ promise: Promise.resolve().then(() => opened.drawn++), cancel: () => {} }),
    };
    return {
      file: { numPages: 2, getPage: async () => page } as unknown as PDFDocumentProxy,
      close: () => {
        opened.closed++;
      },
    };
  });
});

const blocks = [
  aBlock(),
  aBlock({ id: 'p1b2', sourceText: 'Boats rest.', translatedText: 'Los barcos descansan.', box: [72, 600, 300, 680] }),
  aBlock({ id: 'p1b3', sourceText: '2026', translatedText: '2026', translatable: false }),
];

function review(extra: Record<string, Handler> = {}): Record<string, Handler> {
  return {
    ...signedIn,
    'GET /documents': () => json(200, { items: [], nextCursor: null }),
    'GET /documents/:id': () => json(200, aDocument()),
    'GET /documents/:id/original': () => new Response('%PDF-1.7'),
    'GET /documents/:id/translation': () => new Response('%PDF-1.7'),
    'GET /documents/:id/blocks': ({ url }) =>
      json(200, { items: url.searchParams.get('page') === '1' ? blocks : [aBlock({ id: 'p2b1', page: 2, sourceText: 'Second page' })] }),
    ...extra,
  };
}

test('shows the original, the translation and the text of the page', async () => {
  stubApi(review());
  await openApp('/documents/d1');
  expect(await screen.findByRole('heading', { level: 1, name: 'Harbour guide.pdf' })).toBeInTheDocument();
  expect(await screen.findByRole('img', { name: 'Original, English, page 1' })).toBeInTheDocument();
  expect(await screen.findByRole('img', { name: 'Translation, Spanish, page 1' })).toBeInTheDocument();
  expect(await screen.findByLabelText('Translation of block 2')).toHaveValue('Los barcos descansan.');
  expect(screen.queryByLabelText('Translation of block 3')).not.toBeInTheDocument();
  expect(screen.getByText('Kept as it is')).toBeInTheDocument();
  await waitFor(() => expect(opened.drawn).toBeGreaterThan(0));
});

test('a block chosen in the text is marked on both pages, and one chosen on a page is focused in the text', async () => {
  stubApi(review());
  await openApp('/documents/d1');
  const first = await screen.findByLabelText('Translation of block 1');
  await userEvent.click(first);
  await waitFor(() => expect(document.querySelectorAll('.box.is-selected[data-block="p1b1"]')).toHaveLength(2));
  const box = document.querySelector('.box[data-block="p1b2"]');
  expect(box).not.toBeNull();
  if (box) fireEvent.click(box);
  await waitFor(() => expect(screen.getByLabelText('Translation of block 2')).toHaveFocus());
  expect(document.querySelectorAll('.box.is-selected')).toHaveLength(2);
});

test('an edit is saved, and the page is replaced when it has been set again', async () => {
  const saved = aBlock({ translatedText: 'El muelle', edited: true });
  let current = aDocument();
  const { calls } = stubApi(
    review({
      'GET /documents/:id': () => json(200, current),
      'PATCH /documents/:id/blocks/:block': ({ body }) => {
        expect(JSON.parse(body)).toEqual({ translatedText: 'El muelle' });
        current = aDocument({ status: 'processing', progress: 0.9, updatedAt: '2026-11-01T10:02:00.000Z' });
        return json(200, saved);
      },
      'GET /documents/:id/events': () => events(aDocument({ updatedAt: '2026-11-01T10:03:00.000Z' })),
    }),
  );
  await openApp('/documents/d1');
  const text = await screen.findByLabelText('Translation of block 1');
  await waitFor(() => expect(opened.count).toBe(2));
  await userEvent.clear(text);
  expect(text).toHaveAccessibleDescription('A block needs some text.');
  await userEvent.type(text, 'El muelle{Control>}{Enter}{/Control}');
  expect(await screen.findByText('Edited')).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Save block 1' })).not.toBeInTheDocument();
  await waitFor(() => expect(opened.count).toBe(3));
  expect(calls.filter((call) => call.endsWith('/original'))).toHaveLength(1);
  expect(calls.filter((call) => call.endsWith('/translation'))).toHaveLength(2);
  await waitFor(() => expect(opened.closed).toBe(1));
});

test('an edit that cannot be saved stays in its field', async () => {
  stubApi(review({ 'PATCH /documents/:id/blocks/:block': () => problem(409, 'not-editable') }));
  await openApp('/documents/d1');
  await userEvent.type(await screen.findByLabelText('Translation of block 1'), ' viejo');
  await userEvent.click(screen.getByRole('button', { name: 'Save block 1' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('This block cannot be changed.');
  expect(screen.getByLabelText('Translation of block 1')).toHaveValue('El puerto viejo');
  await userEvent.click(screen.getByRole('button', { name: 'Undo the change of block 1' }));
  expect(screen.getByLabelText('Translation of block 1')).toHaveValue('El puerto');
});

test('drafts outlive a look at another page, and leaving asks first', async () => {
  stubApi(review());
  const { router } = await openApp('/documents/d1');
  await userEvent.type(await screen.findByLabelText('Translation of block 1'), ' viejo');
  await userEvent.click(screen.getByRole('button', { name: 'Next page' }));
  expect(await screen.findByText('Second page')).toBeInTheDocument();
  expect(screen.getByRole('heading', { name: 'Page 2 of 2' })).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Previous page' }));
  expect(await screen.findByLabelText('Translation of block 1')).toHaveValue('El puerto viejo');

  await userEvent.click(screen.getByRole('link', { name: 'Back to your documents' }));
  const dialog = await screen.findByRole('dialog', { name: 'Leave without saving?' });
  await userEvent.click(within(dialog).getByRole('button', { name: 'Cancel' }));
  expect(router.state.location.pathname).toBe('/documents/d1');
  await userEvent.click(screen.getByRole('link', { name: 'Back to your documents' }));
  await userEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Leave' }));
  await screen.findByRole('heading', { level: 1, name: 'Documents' });
});

test('a block says which terms it lacks, until somebody changes it', async () => {
  const lacking = aBlock({ missedTerms: ['harbour', 'quay'] });
  stubApi(review({ 'GET /documents/:id/blocks': () => json(200, { items: [lacking] }) }));
  await openApp('/documents/d1');
  expect(await screen.findByText('Not as in your glossary: harbour, quay')).toBeInTheDocument();
  await userEvent.type(await screen.findByLabelText('Translation of block 1'), '!');
  expect(screen.queryByText(/Not as in your glossary/)).not.toBeInTheDocument();
});

test('what there is to know about the translation is a list of plain text, which folds', async () => {
  const warnings = ['Some pages use drawn letters: 1.', 'The original <b>is</b> protected; the translation is not.'];
  stubApi(review({ 'GET /documents/:id': () => json(200, aDocument({ warnings })) }));
  await openApp('/documents/d1');
  const summary = await screen.findByText('What to know about this translation (2)');
  const details = summary.closest('details') as HTMLDetailsElement;
  expect(details.open).toBe(true);
  expect(
    within(details)
      .getAllByRole('listitem')
      .map((item) => item.textContent),
  ).toEqual(warnings);
  await userEvent.click(summary);
  expect(details.open).toBe(false);
});

test('a long list of what to know waits to be opened; an empty one is not there', async () => {
  let warnings = ['a', 'b', 'c', 'd'];
  stubApi(review({ 'GET /documents/:id': () => json(200, aDocument({ warnings })) }));
  const { client } = await openApp('/documents/d1');
  const summary = await screen.findByText('What to know about this translation (4)');
  expect((summary.closest('details') as HTMLDetailsElement).open).toBe(false);
  warnings = [];
  await client.invalidateQueries();
  await waitFor(() => expect(screen.queryByText(/What to know/)).not.toBeInTheDocument());
});

test('a warning that an edit brings is said aloud, and only that', async () => {
  let warnings = ['Formulas stay as they are.'];
  stubApi(review({ 'GET /documents/:id': () => json(200, aDocument({ warnings })) }));
  const { client } = await openApp('/documents/d1');
  await screen.findByText('What to know about this translation (1)');
  expect(screen.queryByText(/^New:/)).not.toBeInTheDocument();
  warnings = [...warnings, 'On page 1, text was made much smaller.'];
  await client.invalidateQueries();
  const said = await screen.findByText('New: On page 1, text was made much smaller.');
  expect(said.closest('[role=status]')).toHaveAttribute('aria-live', 'polite');
});

test('what is not on the page says so, and has no box there', async () => {
  const [bookmark, description] = ['o1', 'p1d1'].map((id) => aBlock({ id, box: [0, 0, 0, 0] }));
  stubApi(review({ 'GET /documents/:id/blocks': () => json(200, { items: [bookmark, aBlock(), description] }) }));
  await openApp('/documents/d1');
  const [first, second, third] = (await screen.findAllByRole('heading', { level: 3 })).map((heading) =>
    within(heading.closest('li') as HTMLElement),
  );
  expect(first?.getByText('Title or bookmark')).toBeInTheDocument();
  expect(second?.queryByText('Title or bookmark')).not.toBeInTheDocument();
  expect(third?.getByText('Description of a picture')).toBeInTheDocument();
  await waitFor(() => expect(document.querySelectorAll('.box').length).toBeGreaterThan(0));
  expect(document.querySelectorAll('.box[data-block="o1"]')).toHaveLength(0);
});

test('on a phone there is one thing at a time, moved between by arrows too', async () => {
  resizeWindow(24);
  stubApi(review());
  await openApp('/documents/d1');
  const translation = await screen.findByRole('tab', { name: 'Translation' });
  expect(translation).toHaveAttribute('aria-selected', 'true');
  expect(screen.queryByRole('img', { name: /Original/ })).not.toBeInTheDocument();
  translation.focus();
  await userEvent.keyboard('{ArrowRight}');
  expect(screen.getByRole('tab', { name: 'Text' })).toHaveFocus();
  expect(await screen.findByLabelText('Translation of block 1')).toBeInTheDocument();
  await userEvent.keyboard('{ArrowRight}');
  expect(screen.getByRole('tab', { name: 'Original' })).toHaveFocus();
  expect(screen.getByRole('tabpanel', { name: 'Original' })).toBeInTheDocument();
  await userEvent.keyboard('{End}');
  expect(screen.getByRole('tab', { name: 'Text' })).toHaveFocus();
});

test('a block touched on a phone opens in the text', async () => {
  resizeWindow(24);
  stubApi(review());
  await openApp('/documents/d1');
  await waitFor(() => expect(document.querySelector('.box[data-block="p1b2"]')).not.toBeNull());
  const box = document.querySelector('.box[data-block="p1b2"]');
  if (box) fireEvent.click(box);
  await waitFor(() => expect(screen.getByLabelText('Translation of block 2')).toHaveFocus());
});

test('on a tablet the text stands beside one of the two', async () => {
  resizeWindow(60);
  stubApi(review());
  await openApp('/documents/d1');
  expect(await screen.findByLabelText('Translation of block 1')).toBeInTheDocument();
  expect(screen.getAllByRole('tab').map((tab) => tab.textContent)).toEqual(['Original', 'Translation']);
});

test('zooms in steps, within limits', async () => {
  stubApi(review());
  await openApp('/documents/d1');
  const larger = await screen.findByRole('button', { name: 'Larger' });
  expect(screen.getByRole('button', { name: 'Smaller' })).toHaveAttribute('aria-disabled', 'true');
  for (const percent of ['125 %', '150 %', '200 %', '300 %', '300 %']) {
    await userEvent.click(larger);
    expect(screen.getByText(percent)).toBeInTheDocument();
  }
});

test('a document that is being translated opens by itself when it is ready', async () => {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  stubApi(
    review({
      'GET /documents/:id': () => json(200, aDocument({ status: 'processing', progress: 0.3, updatedAt: '2026-11-01T10:00:00.000Z' })),
      'GET /documents/:id/events': async () => {
        await released;
        return events(aDocument());
      },
    }),
  );
  await openApp('/documents/d1');
  expect(await screen.findByRole('progressbar', { name: 'Harbour guide.pdf' })).toHaveAttribute('aria-valuenow', '30');
  release();
  expect(await screen.findByLabelText('Translation of block 1')).toBeInTheDocument();
});

test.each([
  ['missing', { 'GET /documents/:id': () => problem(404, 'not-found') }, /This document is not here/],
  [
    'refused',
    { 'GET /documents/:id': () => json(200, aDocument({ status: 'failed', error: { code: 'scanned', message: 'x' } })) },
    /This PDF is a scan/,
  ],
] as [string, Record<string, Handler>, RegExp][])('a document that is %s is said in plain words', async (_name, handlers, words) => {
  stubApi(review(handlers));
  await openApp('/documents/d1');
  expect(await screen.findByText(words)).toBeInTheDocument();
  expect(screen.getByRole('link', { name: 'Back to your documents' })).toBeInTheDocument();
});

test('pages that cannot be drawn leave the text and the download usable', async () => {
  opened.failing = true;
  stubApi(review());
  await openApp('/documents/d1');
  await waitFor(() => expect(screen.getAllByText('The pages could not be drawn.')).toHaveLength(2));
  expect(await screen.findByLabelText('Translation of block 1')).toBeInTheDocument();
  opened.failing = false;
  for (const again of screen.getAllByRole('button', { name: 'Try again' })) await userEvent.click(again);
  expect(await screen.findByRole('img', { name: 'Original, English, page 1' })).toBeInTheDocument();
});

test('a page without text says so', async () => {
  stubApi(review({ 'GET /documents/:id/blocks': () => json(200, { items: [] }) }));
  await openApp('/documents/d1');
  expect(await screen.findByText(/There is no text on this page/)).toBeInTheDocument();
});
