import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import { getJson, request } from '../../shared/api/http.ts';
import type { Document, DocumentPage, LanguagePair, Tone } from '../../shared/api/types.ts';

export const languagesQuery = queryOptions({
  queryKey: ['languages'],
  queryFn: async ({ signal }) => (await getJson<{ pairs: LanguagePair[] }>('/languages', signal)).pairs,
  staleTime: Number.POSITIVE_INFINITY,
});

export const documentsQuery = infiniteQueryOptions({
  queryKey: ['documents'],
  queryFn: ({ pageParam, signal }) =>
    getJson<DocumentPage>(pageParam ? `/documents?cursor=${encodeURIComponent(pageParam)}` : '/documents', signal),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.nextCursor,
});

export function documentQuery(id: string) {
  return queryOptions({ queryKey: ['document', id], queryFn: ({ signal }) => getJson<Document>(`/documents/${id}`, signal) });
}

export async function deleteDocument(id: string): Promise<void> {
  await request(`/documents/${id}`, { method: 'DELETE' });
}

/** Another tone: what nobody edited is translated again. */
export async function changeTone(id: string, tone: Tone): Promise<Document> {
  const response = await request(`/documents/${id}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ tone }),
  });
  return (await response.json()) as Document;
}

/** Puts a newer state of one document wherever the cache shows it. A state older than what is there is dropped. */
export function putDocument(client: QueryClient, document: Document): void {
  const newest = (old: Document) => (old.updatedAt > document.updatedAt ? old : document);
  client.setQueryData(documentQuery(document.id).queryKey, (old) => (old ? newest(old) : document));
  client.setQueryData(documentsQuery.queryKey, (old) => {
    if (!old) return old;
    return {
      ...old,
      pages: old.pages.map((page) => ({ ...page, items: page.items.map((item) => (item.id === document.id ? newest(item) : item)) })),
    };
  });
}

/**
 * Shows a document that was just created on top of the list, without waiting for the list to be read again. A list that is still on its way was
 * asked for before the document was there, and would take it off again: it is given up, and the caller asks for a new one.
 */
export async function prependDocument(client: QueryClient, document: Document): Promise<void> {
  await client.cancelQueries({ queryKey: documentsQuery.queryKey });
  client.setQueryData(documentsQuery.queryKey, (old) => {
    const [first, ...rest] = old?.pages ?? [];
    if (!old || !first || old.pages.some((page) => page.items.some((item) => item.id === document.id))) return old;
    return { ...old, pages: [{ ...first, items: [document, ...first.items] }, ...rest] };
  });
}

export function removeDocument(client: QueryClient, id: string): void {
  client.removeQueries({ queryKey: documentQuery(id).queryKey });
  client.setQueryData(
    documentsQuery.queryKey,
    (old) => old && { ...old, pages: old.pages.map((page) => ({ ...page, items: page.items.filter((item) => item.id !== id) })) },
  );
}
