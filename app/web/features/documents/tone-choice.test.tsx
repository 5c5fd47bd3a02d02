import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { aDocument, FakeXhr, json, openApp, signedIn, stubApi, stubOpenPdf } from '../../shared/test-api.tsx';

beforeEach(() => stubOpenPdf(() => new Promise(() => {})));

const noDocuments = { ...signedIn, 'GET /documents': () => json(200, { items: [], nextCursor: null }) };

test('a file is sent with the chosen tone', async () => {
  FakeXhr.install();
  stubApi(noDocuments);
  await openApp('/documents');
  await screen.findByRole('option', { name: 'Formal' });
  await userEvent.selectOptions(screen.getByLabelText('Tone'), 'Formal');
  await userEvent.upload(screen.getByLabelText('Choose PDF files'), new File(['%PDF-1.7 …'], 'a.pdf', { type: 'application/pdf' }));
  await vi.waitFor(() => expect(FakeXhr.sent).toHaveLength(1), 10_000);
  const names = [...(FakeXhr.sent[0]?.form?.entries() ?? [])].map(([name, value]) =>
    typeof value === 'string' ? `${name}=${value}` : name,
  );
  expect(names).toEqual(['from=en', 'to=es', 'tone=formal', 'file']);
});

test('where the languages leave no choice it is disabled, and says why', async () => {
  stubApi(noDocuments);
  await openApp('/documents');
  await screen.findByRole('option', { name: 'Galician' });
  await userEvent.selectOptions(screen.getByLabelText('into'), 'Galician');
  const tone = screen.getByLabelText('Tone');
  expect(tone).toBeDisabled();
  expect(tone).toHaveAccessibleDescription('English to Galician has one tone only.');
});

test('another tone on the review page is asked for once, and shown', async () => {
  const { calls } = stubApi({
    ...noDocuments,
    'GET /documents/:id': () => json(200, aDocument()),
    'GET /documents/:id/original': () => new Response('%PDF-1.7'),
    'GET /documents/:id/translation': () => new Response('%PDF-1.7'),
    'GET /documents/:id/blocks': () => json(200, { items: [] }),
    'GET /documents/:id/events': () => new Promise<Response>(() => {}),
    'PATCH /documents/:id': ({ body }) => {
      expect(JSON.parse(body)).toEqual({ tone: 'informal' });
      return json(200, aDocument({ tone: 'informal', status: 'processing', progress: 0.15, updatedAt: '2026-11-01T10:02:00.000Z' }));
    },
  });
  await openApp('/documents/d1');
  await screen.findByRole('option', { name: 'Informal' });
  await userEvent.selectOptions(screen.getByLabelText('Tone'), 'Informal');
  await vi.waitFor(() => expect(screen.getByLabelText('Tone')).toHaveValue('informal'), 10_000);
  expect(calls.filter((call) => call.startsWith('PATCH'))).toEqual(['PATCH /documents/d1']);
  expect(screen.getByText(/Setting the pages again/)).toBeInTheDocument();
});
