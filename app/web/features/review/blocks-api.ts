import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { getJson, request } from '../../shared/api/http.ts';
import type { Block } from '../../shared/api/types.ts';

/** The blocks of one page. 1 is the first page. */
export function blocksQuery(documentId: string, page: number) {
  return queryOptions({
    queryKey: ['blocks', documentId, page],
    queryFn: async ({ signal }) => (await getJson<{ items: Block[] }>(`/documents/${documentId}/blocks?page=${page}`, signal)).items,
    staleTime: 60_000,
  });
}

export async function saveBlock(documentId: string, blockId: string, translatedText: string): Promise<Block> {
  const response = await request(`/documents/${documentId}/blocks/${encodeURIComponent(blockId)}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ translatedText }),
  });
  return (await response.json()) as Block;
}

export function putBlock(client: QueryClient, documentId: string, block: Block): void {
  client.setQueryData(blocksQuery(documentId, block.page).queryKey, (old) => old?.map((other) => (other.id === block.id ? block : other)));
}
