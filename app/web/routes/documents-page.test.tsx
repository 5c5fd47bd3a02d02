import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Document } from '../shared/api/types.ts';
import { aDocument, events, FakeXhr, type Handler, json, openApp, problem, signedIn, stubApi } from '../shared/test-api.tsx';

beforeEach(() => {
  FakeXhr.install();
  vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: vi.fn(() => 'blob:x'), revokeObjectURL: vi.fn() }));
});

const list = (...items: Document[]): Record<string, Handler> => ({ 'GET /documents': () => json(200, { items, nextCursor: null }) });
const pdf = (name = 'Guide.pdf', content = '%PDF-1.7 …') => new File([content], name, { type: 'application/pdf' });
const row = async (name: string) => {
  const item = (await screen.findByRole('heading', { level: 3, name })).closest('li');
  if (!item) throw new Error(`${name} is not in a list`);
  return within(item);
};

describe('the list', () => {
  test('says that it is empty', async () => {
    stubApi({ ...signedIn, ...list() });
    await openApp('/documents');
    expect(await screen.findByText('Nothing here yet')).toBeInTheDocument();
  });

  test('says what went wrong, and asks again', async () => {
    let isUp = false;
    stubApi({
      ...signedIn,
      'GET /documents': () => (isUp ? json(200, { items: [aDocument()], nextCursor: null }) : problem(403, 'odd', 'Not today.')),
    });
    await openApp('/documents');
    expect(await screen.findByRole('alert')).toHaveTextContent('Not today.');
    isUp = true;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('link', { name: 'Review Harbour guide.pdf' })).toHaveAttribute('href', '/documents/d1');
  });

  test('hints at what there is to know about a finished translation', async () => {
    const warnings = ['Some pages are damaged inside; they stay as they are: 3.'];
    const working = aDocument({ id: 'd2', fileName: 'Working.pdf', status: 'processing', warnings });
    stubApi({
      ...signedIn,
      ...list(aDocument({ warnings }), working, aDocument({ id: 'd3', fileName: 'Plain.pdf' })),
      'GET /documents/:id/events': () => events(working),
    });
    await openApp('/documents');
    expect((await row('Harbour guide.pdf')).getByText(/ · 1 thing to know$/)).toBeInTheDocument();
    for (const name of ['Working.pdf', 'Plain.pdf']) expect((await row(name)).queryByText(/to know/)).not.toBeInTheDocument();
  });

  test('shows older documents on demand', async () => {
    stubApi({
      ...signedIn,
      'GET /documents': ({ url }) =>
        url.searchParams.get('cursor') === 'c/2'
          ? json(200, { items: [aDocument({ id: 'd2', fileName: 'Old.pdf' })], nextCursor: null })
          : json(200, { items: [aDocument()], nextCursor: 'c/2' }),
    });
    await openApp('/documents');
    await userEvent.click(await screen.findByRole('button', { name: 'Show older documents' }));
    expect(await screen.findByText('Old.pdf')).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Show older documents' })).not.toBeInTheDocument();
  });

  test('follows a document by its events, and announces the end', async () => {
    const queued = aDocument({ status: 'queued', progress: 0, updatedAt: '2026-11-01T10:00:01.000Z' });
    const working = { ...queued, status: 'processing', progress: 0.5, updatedAt: '2026-11-01T10:00:02.000Z' } as const;
    const done = aDocument({ updatedAt: '2026-11-01T10:00:03.000Z' });
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    let asked = 0;
    stubApi({
      ...signedIn,
      ...list(queued),
      'GET /documents/:id/events': async () => {
        // The first connection is lost after one event: the page connects again.
        if (asked++ === 0) return events(working);
        await released;
        return events(done);
      },
    });
    await openApp('/documents');
    const bar = await screen.findByRole('progressbar', { name: 'Translating Harbour guide.pdf' });
    await waitFor(() => expect(bar).toHaveAttribute('aria-valuenow', '50'));
    release();
    await screen.findByRole('link', { name: 'Review Harbour guide.pdf' });
    expect(screen.getByText('Harbour guide.pdf is translated and ready to review.')).toBeInTheDocument();
  });

  test('says why a document was refused, and offers no second try with the same file', async () => {
    stubApi({ ...signedIn, ...list(aDocument({ status: 'failed', error: { code: 'encrypted', message: 'x' } })) });
    await openApp('/documents');
    const item = await row('Harbour guide.pdf');
    expect(item.getByText('This PDF is protected by a password.')).toBeInTheDocument();
    expect(item.queryByRole('button', { name: 'Try again' })).not.toBeInTheDocument();
  });

  test('a translation that stopped is tried again with the stored original', async () => {
    const again = aDocument({ id: 'd2', status: 'queued', progress: 0 });
    let items = [aDocument({ status: 'failed', error: { code: 'internal', message: 'It stopped.' } })];
    const { calls } = stubApi({
      ...signedIn,
      'GET /documents': () => json(200, { items, nextCursor: null }),
      'GET /documents/:id/original': () => new Response('%PDF-1.7'),
      'DELETE /documents/:id': () => new Response(null, { status: 204 }),
      'GET /documents/:id/events': () => events(aDocument({ id: 'd2' })),
    });
    await openApp('/documents');
    await userEvent.click(await (await row('Harbour guide.pdf')).findByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(FakeXhr.sent).toHaveLength(1));
    expect(FakeXhr.sent[0]?.headers['idempotency-key']).toBe('retry-d1');
    items = [again];
    FakeXhr.sent[0]?.answer(201, again);
    await screen.findByRole('link', { name: 'Review Harbour guide.pdf' });
    expect(calls).toContain('DELETE /documents/d1');
  });

  test('downloads under the name that the server gives', async () => {
    stubApi({
      ...signedIn,
      ...list(aDocument()),
      'GET /documents/:id/translation': () =>
        new Response('%PDF-1.7', { headers: { 'content-disposition': 'attachment; filename="Harbour guide.es.pdf"' } }),
    });
    const names: string[] = [];
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function click(this: HTMLAnchorElement) {
      names.push(this.download);
    });
    await openApp('/documents');
    await userEvent.click(await screen.findByRole('button', { name: 'Download the translation of Harbour guide.pdf' }));
    await waitFor(() => expect(names).toEqual(['Harbour guide.es.pdf']));
  });

  test('asks before it deletes', async () => {
    let items = [aDocument()];
    stubApi({
      ...signedIn,
      'GET /documents': () => json(200, { items, nextCursor: null }),
      'DELETE /documents/:id': () => {
        items = [];
        return new Response(null, { status: 204 });
      },
    });
    await openApp('/documents');
    await userEvent.click(await screen.findByRole('button', { name: 'Delete Harbour guide.pdf' }));
    await userEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Cancel' }));
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Delete Harbour guide.pdf' }));
    await userEvent.click(within(screen.getByRole('dialog', { name: 'Delete this document?' })).getByRole('button', { name: 'Delete' }));
    expect(await screen.findByText('Nothing here yet')).toBeInTheDocument();
    expect(screen.getByText('Harbour guide.pdf is deleted.')).toBeInTheDocument();
  });

  test('a delete that fails leaves the document and says so', async () => {
    stubApi({ ...signedIn, ...list(aDocument()), 'DELETE /documents/:id': () => problem(503, 'unavailable') });
    await openApp('/documents');
    await userEvent.click(await screen.findByRole('button', { name: 'Delete Harbour guide.pdf' }));
    await userEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Delete' }));
    expect(await (await row('Harbour guide.pdf')).findByRole('alert')).toHaveTextContent('not available for a moment');
  });
});

describe('uploading', () => {
  const choose = async (...files: File[]) => {
    await userEvent.upload(await screen.findByLabelText('Choose PDF files'), files);
  };

  test('sends the languages before the file, shows how far it is, and ends in the list', async () => {
    const created = aDocument({ id: 'd9', fileName: 'Guide.pdf', status: 'queued', progress: 0 });
    let items: Document[] = [];
    stubApi({
      ...signedIn,
      'GET /documents': () => json(200, { items, nextCursor: null }),
      'GET /documents/:id/events': () => events(aDocument({ id: 'd9', fileName: 'Guide.pdf' })),
    });
    await openApp('/documents');
    await screen.findByRole('option', { name: 'Galician' });
    await userEvent.selectOptions(screen.getByLabelText('into'), 'Galician');
    await choose(pdf());
    await waitFor(() => expect(FakeXhr.sent).toHaveLength(1));
    const [xhr] = FakeXhr.sent;
    expect([...(xhr?.form?.keys() ?? [])]).toEqual(['from', 'to', 'tone', 'file']);
    expect(xhr?.form?.get('to')).toBe('gl');
    expect(xhr?.headers.authorization).toBe('Bearer token-1');
    xhr?.upload.onprogress?.({ lengthComputable: true, loaded: 40, total: 100 });
    const bar = await screen.findByRole('progressbar', { name: 'Uploading Guide.pdf' });
    await waitFor(() => expect(bar).toHaveAttribute('aria-valuenow', '40'));
    items = [created];
    xhr?.answer(201, created);
    await screen.findByRole('link', { name: 'Review Guide.pdf' });
    expect(screen.queryByRole('progressbar', { name: 'Uploading Guide.pdf' })).not.toBeInTheDocument();
  });

  test('a list that is older than what an event told does not take it back', async () => {
    const failed = aDocument({ status: 'failed', error: { code: 'damaged', message: '' }, updatedAt: '2026-11-01T10:00:02.000Z' });
    const working = aDocument({ status: 'processing', progress: 0.02, updatedAt: '2026-11-01T10:00:01.000Z' });
    const end = Promise.withResolvers<void>();
    let asked = 0;
    stubApi({
      ...signedIn,
      'GET /documents': async () => {
        // The second one was written down before the end of the document, and arrives with it.
        if (asked++ > 0) await end.promise;
        return json(200, { items: [working], nextCursor: null });
      },
      'GET /documents/:id/events': async () => {
        await end.promise;
        return events(failed);
      },
    });
    const { client } = await openApp('/documents');
    await screen.findByRole('progressbar');
    const listed = client.invalidateQueries({ queryKey: ['documents'] });
    end.resolve();
    await listed;
    expect(await screen.findByText(/^This PDF is damaged/)).toBeInTheDocument();
  });

  test('a list that was asked for before the upload does not take the new document off again', async () => {
    const created = aDocument({ id: 'd9', fileName: 'Guide.pdf', status: 'queued', progress: 0 });
    let answerFirst = (_: Response): void => {};
    const first = new Promise<Response>((resolve) => {
      answerFirst = resolve;
    });
    const answers = [first];
    stubApi({
      ...signedIn,
      'GET /documents': () => answers.shift() ?? json(200, { items: [created], nextCursor: null }),
      'GET /documents/:id/events': () => events(aDocument({ id: 'd9', fileName: 'Guide.pdf' })),
    });
    await openApp('/documents');
    await choose(pdf());
    await waitFor(() => expect(FakeXhr.sent).toHaveLength(1));
    FakeXhr.sent[0]?.answer(201, created);
    answerFirst(json(200, { items: [], nextCursor: null }));
    expect(await screen.findByRole('link', { name: 'Review Guide.pdf' })).toBeInTheDocument();
  });

  test('another source language offers only the targets it has', async () => {
    stubApi({ ...signedIn, ...list() });
    await openApp('/documents');
    await screen.findByRole('option', { name: 'Catalan' });
    await userEvent.selectOptions(screen.getByLabelText('Translate from'), 'Catalan');
    const options = within(screen.getByLabelText('into')).getAllByRole('option');
    expect(options.map((option) => option.textContent)).toEqual(['French']);
  });

  test('a file that is no PDF is refused before anything is sent', async () => {
    stubApi({ ...signedIn, ...list() });
    await openApp('/documents');
    await choose(pdf('Notes.pdf', 'Dear diary'));
    expect(await (await row('Notes.pdf')).findByRole('alert')).toHaveTextContent('This file is not a PDF.');
    expect(FakeXhr.sent).toHaveLength(0);
    expect((await row('Notes.pdf')).queryByRole('button', { name: 'Try again' })).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Dismiss Notes.pdf' }));
    expect(screen.queryByText('Notes.pdf')).not.toBeInTheDocument();
  });

  test('an upload that was lost is sent again under the same key', async () => {
    stubApi({ ...signedIn, ...list() });
    await openApp('/documents');
    await choose(pdf());
    await waitFor(() => expect(FakeXhr.sent).toHaveLength(1));
    FakeXhr.sent[0]?.fail();
    const item = await row('Guide.pdf');
    expect(await item.findByRole('alert')).toHaveTextContent('cannot be reached');
    await userEvent.click(item.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(FakeXhr.sent).toHaveLength(2));
    expect(FakeXhr.sent[1]?.headers['idempotency-key']).toBe(FakeXhr.sent[0]?.headers['idempotency-key']);
  });

  test('a session that ran out during the upload is renewed', async () => {
    stubApi({ ...signedIn, ...list() });
    await openApp('/documents');
    await choose(pdf());
    await waitFor(() => expect(FakeXhr.sent).toHaveLength(1));
    stubApi({
      ...signedIn,
      ...list(),
      'POST /sessions/refresh': () => json(200, { accessToken: 'token-2', expiresInSeconds: 900, user: {} }),
    });
    FakeXhr.sent[0]?.answer(401, { code: 'unauthenticated' });
    await waitFor(() => expect(FakeXhr.sent).toHaveLength(2));
    expect(FakeXhr.sent[1]?.headers.authorization).toBe('Bearer token-2');
  });

  test('files are sent one after another; one that is cancelled makes room', async () => {
    stubApi({ ...signedIn, ...list() });
    await openApp('/documents');
    await choose(pdf('One.pdf'), pdf('Two.pdf'));
    await waitFor(() => expect(FakeXhr.sent).toHaveLength(1));
    expect((await row('Two.pdf')).getByText('Waiting for its turn')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Cancel the upload of One.pdf' }));
    await waitFor(() => expect(FakeXhr.sent).toHaveLength(2));
    expect(FakeXhr.sent[1]?.form?.get('file')).toHaveProperty('name', 'Two.pdf');
  });

  test('takes files that are dropped', async () => {
    stubApi({ ...signedIn, ...list() });
    await openApp('/documents');
    const panel = await screen.findByRole('region', { name: 'Translate a PDF' });
    fireEvent.dragOver(panel, { dataTransfer: { files: [] } });
    expect(panel).toHaveClass('is-over');
    fireEvent.drop(panel, { dataTransfer: { files: [pdf('Dropped.pdf')] } });
    expect(panel).not.toHaveClass('is-over');
    await waitFor(() => expect(FakeXhr.sent).toHaveLength(1));
  });

  test('what is given before the languages are known is kept, and goes off with them', async () => {
    const languages = Promise.withResolvers<void>();
    stubApi({
      ...signedIn,
      ...list(),
      'GET /languages': async (request) => {
        await languages.promise;
        return signedIn['GET /languages']?.(request) ?? json(500, {});
      },
    });
    await openApp('/documents');
    const panel = await screen.findByRole('region', { name: 'Translate a PDF' });
    await userEvent.upload(screen.getByLabelText('Choose PDF files'), pdf('Chosen.pdf'));
    fireEvent.drop(panel, { dataTransfer: { files: [pdf('Dropped.pdf')] } });
    expect(await screen.findByText('2 files are kept until the languages are here.')).toBeInTheDocument();
    expect(FakeXhr.sent).toHaveLength(0);
    languages.resolve();
    await waitFor(() => expect(FakeXhr.sent[0]?.form?.get('file')).toHaveProperty('name', 'Chosen.pdf'));
    expect(FakeXhr.sent[0]?.form?.get('to')).toBe('es');
    expect((await row('Dropped.pdf')).getByText('Waiting for its turn')).toBeInTheDocument();
    expect(screen.queryByText(/kept until/)).not.toBeInTheDocument();
  });

  test('without languages nothing is sent nor lost, and it says why', async () => {
    let isUp = false;
    stubApi({
      ...signedIn,
      ...list(),
      'GET /languages': (request) =>
        isUp ? (signedIn['GET /languages']?.(request) ?? json(500, {})) : problem(403, 'odd', 'No languages.'),
    });
    await openApp('/documents');
    expect(await screen.findByRole('alert')).toHaveTextContent('No languages.');
    await userEvent.upload(screen.getByLabelText('Choose PDF files'), pdf());
    expect(FakeXhr.sent).toHaveLength(0);
    isUp = true;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(FakeXhr.sent).toHaveLength(1));
  });
});
