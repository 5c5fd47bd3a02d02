import type { Page, Route } from '@playwright/test';

/** Answers of the API for states that a real system only passes through, or should never be in. Each returns once it is in place. */

interface Shown {
  readonly id?: string;
  readonly fileName: string;
  readonly status: 'queued' | 'processing' | 'ready' | 'failed';
  readonly progress?: number;
  readonly error?: { readonly code: string; readonly message: string };
  readonly warnings?: readonly string[];
}

export function documentOf({ id = '00000000-0000-4000-8000-000000000001', fileName, status, progress = 0, error, warnings = [] }: Shown) {
  const now = Date.now();
  const iso = (ms: number) => new Date(ms).toISOString();
  return {
    ...{ id, fileName, status, progress, error: error ?? null, warnings },
    ...{ from: 'en', to: 'es', sizeBytes: 248_123, pageCount: 2, blockCount: 24 },
    ...{ createdAt: iso(now - 300_000), updatedAt: iso(now), expiresAt: iso(now + 80_000_000) },
  };
}

export function termOf({ source, target }: { source: string; target: string | null }) {
  return { id: `00000000-0000-4000-8000-${source.length.toString().padStart(12, '0')}`, from: 'en', to: 'es', source, target };
}

export const json = (body: unknown) => (route: Route) => route.fulfill({ json: body });

export const problem = (status: number, code: string, detail: string) => (route: Route) =>
  route.fulfill({
    status,
    contentType: 'application/problem+json',
    body: JSON.stringify({ type: 'about:blank', title: 'No', status, code, detail }),
  });

/** Never answers: what is shown while waiting stays. */
export const never = () => new Promise<void>(() => {});

export async function listShows(page: Page, ...documents: Shown[]): Promise<void> {
  const items = documents.map((shown, index) => documentOf({ id: `00000000-0000-4000-8000-00000000000${index}`, ...shown }));
  await page.route('**/api/v1/documents', (route) =>
    route.request().method() === 'GET' ? json({ items, nextCursor: null })(route) : route.fallback(),
  );
  // Their events would say that there are no such documents.
  await page.route('**/api/v1/documents/*/events', never);
}
