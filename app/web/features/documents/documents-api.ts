import { type InfiniteData, infiniteQueryOptions, type QueryClient, queryOptions, replaceEqualDeep } from '@tanstack/react-query';
import { getJson, request } from '../../shared/api/http.ts';
import type { Document, DocumentPage, LanguagePair, Tone } from '../../shared/api/types.ts';

export const languagesQuery = queryOptions({
  queryKey: ['languages'],
  queryFn: async ({ signal }) => (await getJson<{ pairs: LanguagePair[] }>('/languages', signal)).pairs,
  staleTime: Number.POSITIVE_INFINITY,
});

/** Of two states of one document the newer one; the later answer where they are as old as each other. */
const newer = (shown: Document, next: Document): Document => (shown.updatedAt > next.updatedAt ? shown : next);

/**
 * What the cache keeps when a list arrives: an event may have told more of a document meanwhile, and whoever followed it to its end does not look again.
 */
function keepNewer(shown: unknown, next: unknown): unknown {
  const items = (shown as InfiniteData<DocumentPage> | undefined)?.pages.flatMap((page) => page.items) ?? [];
  const known = new Map(items.map((item) => [item.id, item]));
  const list = next as InfiniteData<DocumentPage>;
  const pages = list.pages.map((page) => ({ ...page, items: page.items.map((item) => newer(known.get(item.id) ?? item, item)) }));
  return replaceEqualDeep(shown, { ...list, pages });
}

export const documentsQuery = infiniteQueryOptions({
  queryKey: ['documents'],
  queryFn: ({ pageParam, signal }) =>
    getJson<DocumentPage>(pageParam ? `/documents?cursor=${encodeURIComponent(pageParam)}` : '/documents', signal),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.nextCursor,
  structuralSharing: keepNewer,
});

export function documentQuery(id: string) {
  return queryOptions({
    queryKey: ['document', id],
    queryFn: ({ signal }) => getJson<Document>(`/documents/${id}`, signal),
    structuralSharing: (shown, next) => replaceEqualDeep(shown, shown ? newer(shown as Document, next as Document) : next),
  });
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
  client.setQueryData(documentQuery(document.id).queryKey, (old) => (old ? newer(old, document) : document));
  client.setQueryData(documentsQuery.queryKey, (old) => {
    if (!old) return old;
    return {
      ...old,
      pages: old.pages.map((page) => ({
        ...page,
        items: page.items.map((item) => (item.id === document.id ? newer(item, document) : item)),
      })),
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
