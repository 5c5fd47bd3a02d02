import { QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { vi } from 'vitest';
import * as openPdfModule from '../features/review/pdf/open-pdf.ts';
import { routes } from '../routes/router.tsx';
import { session } from './api/http.ts';
import { createQueryClient } from './api/query-client.ts';
import type { Block, Document, Session } from './api/types.ts';
import { Announcer } from './ui/announcer.tsx';

type Answer = Response | Promise<Response>;
export type Handler = (request: { url: URL; method: string; headers: Headers; body: string }) => Answer;

export function json(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
}

export function problem(status: number, code: string, detail = 'For people'): Response {
  return new Response(JSON.stringify({ type: 'about:blank', title: 'No', status, code, detail, requestId: 'req-1' }), {
    status,
    headers: { 'content-type': 'application/problem+json' },
  });
}

/** Answers `fetch` by "METHOD /path" below /api/v1, `:id` standing for one segment. Anything else fails the test. */
export function stubApi(handlers: Record<string, Handler>): { calls: string[] } {
  const calls: string[] = [];
  vi.stubGlobal('fetch', async (input: string, init: RequestInit = {}) => {
    const url = new URL(input, 'https://app.test');
    const method = init.method ?? 'GET';
    const path = url.pathname.replace('/api/v1', '');
    calls.push(`${method} ${path}${url.search}`);
    const entry = Object.entries(handlers).find(([key]) => {
      const [wantedMethod, wantedPath = ''] = key.split(' ');
      return wantedMethod === method && new RegExp(`^${wantedPath.replaceAll(/:\w+/g, '[^/]+')}$`).test(path);
    });
    if (!entry) throw new Error(`no answer for ${method} ${path}`);
    return entry[1]({ url, method, headers: new Headers(init.headers), body: String(init.body ?? '') });
  });
  return { calls };
}

export const ADA: Session = {
  accessToken: 'token-1',
  expiresInSeconds: 900,
  user: { id: 'u1', email: 'ada@example.org', role: 'user' },
};

export const signedIn: Record<string, Handler> = {
  'POST /sessions/refresh': () => json(200, ADA),
  'GET /languages': () =>
    json(200, {
      pairs: [
        { from: 'en', to: 'es', fromName: 'English', toName: 'Spanish', tones: ['formal', 'neutral', 'informal'] },
        { from: 'en', to: 'gl', fromName: 'English', toName: 'Galician', tones: ['neutral'] },
        { from: 'ca', to: 'fr', fromName: 'Catalan', toName: 'French', tones: ['neutral'] },
      ],
    }),
};

export function aDocument(change: Partial<Document> = {}): Document {
  return {
    id: 'd1',
    fileName: 'Harbour guide.pdf',
    sizeBytes: 248_123,
    from: 'en',
    to: 'es',
    tone: 'neutral',
    status: 'ready',
    progress: 1,
    pageCount: 2,
    blockCount: 4,
    error: null,
    waitingFor: null,
    usage: { characters: 0, cachedCharacters: 0 },
    warnings: [],
    createdAt: '2026-11-01T10:00:00.000Z',
    updatedAt: '2026-11-01T10:01:00.000Z',
    expiresAt: '2099-11-02T10:00:00.000Z',
    ...change,
  };
}

export function aBlock(change: Partial<Block> = {}): Block {
  return {
    id: 'p1b1',
    page: 1,
    box: [72, 700, 300, 720],
    sourceText: 'The harbour',
    translatedText: 'El puerto',
    edited: false,
    missedTerms: [],
    translatable: true,
    ...change,
  };
}

/** An event stream that sends these documents and ends. */
export function events(...documents: Document[]): Response {
  return new Response(documents.map((document) => `event: document\ndata: ${JSON.stringify(document)}\n\n`).join(''), {
    headers: { 'content-type': 'text/event-stream' },
  });
}

/** The whole app at one address, with a session restored by the stubbed API. */
export async function openApp(path: string) {
  const router = createMemoryRouter(routes, { initialEntries: [path] });
  const client = createQueryClient();
  await session.restore();
  render(
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
      <Announcer />
    </QueryClientProvider>,
  );
  return { router, client };
}

/** Opens PDFs this way: pdf.js needs a browser. A spy and no module mock, as modules are shared by the files of a worker. */
export function stubOpenPdf(open: typeof openPdfModule.openPdf): void {
  vi.spyOn(openPdfModule, 'openPdf').mockImplementation(open);
}

/** A stand-in for the upload's XMLHttpRequest. The test decides when it ends, and how. */
export class FakeXhr {
  static sent: FakeXhr[] = [];
  readonly upload: { onprogress?: (event: { lengthComputable: boolean; loaded: number; total: number }) => void } = {};
  readonly headers: Record<string, string> = {};
  status = 0;
  responseText = '';
  form: FormData | undefined;
  onload?: () => void;
  onerror?: () => void;
  onabort?: () => void;
  onloadend?: () => void;
  open(): void {}
  setRequestHeader(name: string, value: string): void {
    this.headers[name] = value;
  }
  getResponseHeader(): null {
    return null;
  }
  send(form: FormData): void {
    this.form = form;
    FakeXhr.sent.push(this);
  }
  abort(): void {
    this.onabort?.();
    this.onloadend?.();
  }
  answer(status: number, body: unknown): void {
    this.status = status;
    this.responseText = JSON.stringify(body);
    this.onload?.();
    this.onloadend?.();
  }
  fail(): void {
    this.onerror?.();
    this.onloadend?.();
  }

  static install(): void {
    FakeXhr.sent = [];
    vi.stubGlobal('XMLHttpRequest', FakeXhr);
  }
}
