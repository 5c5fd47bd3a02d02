import { queryOptions } from '@tanstack/react-query';
import { getJson, request } from '../../shared/api/http.ts';
import { ApiError } from '../../shared/api/problem.ts';
import type { GlossaryTerm, NewGlossaryTerm } from '../../shared/api/types.ts';

/** All terms, by language pair and then by alphabet. */
export const termsQuery = queryOptions({
  queryKey: ['glossary-terms'],
  queryFn: async ({ signal }) => (await getJson<{ items: GlossaryTerm[] }>('/glossary-terms', signal)).items,
});

/** Adds a term, or changes the one with this id. */
export async function saveTerm(id: string | undefined, term: NewGlossaryTerm): Promise<GlossaryTerm> {
  const response = await request(id === undefined ? '/glossary-terms' : `/glossary-terms/${id}`, {
    method: id === undefined ? 'POST' : 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(term),
  });
  return (await response.json()) as GlossaryTerm;
}

/** One that another tab deleted before is what was wanted. */
export async function deleteTerm(id: string): Promise<void> {
  try {
    await request(`/glossary-terms/${id}`, { method: 'DELETE' });
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 404)) throw error;
  }
}
