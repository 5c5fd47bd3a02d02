import { Type } from 'typebox';
import type { Glossary } from '../../../domain/glossary/glossary.ts';
import { GlossaryTerm, NewGlossaryTerm } from '../../../domain/glossary/glossary-term.ts';
import { identityOf } from '../../plugins/authentication.ts';
import { problemResponses } from '../../problems.ts';
import type { TypedApp } from '../../typed-app.ts';

const TermParams = Type.Object({ termId: Type.String({ format: 'uuid' }) });

/** A user's own terms: kept, or replaced. */
export function glossaryRoutes(app: TypedApp, { glossary }: { glossary: Glossary }): void {
  app.get(
    '/glossary-terms',
    {
      schema: {
        operationId: 'listGlossaryTerms',
        summary: 'Own glossary terms, all of them',
        tags: ['glossary'],
        response: { 200: Type.Object({ items: Type.Array(GlossaryTerm) }), ...problemResponses(401, 429) },
      },
    },
    async (request) => ({ items: await glossary.list(identityOf(request).userId) }),
  );

  app.post(
    '/glossary-terms',
    {
      schema: {
        operationId: 'createGlossaryTerm',
        summary: 'Add a term; it holds for what is translated from now on',
        tags: ['glossary'],
        'x-creates': { resource: 'glossary-term', param: 'termId', idPath: 'id' },
        body: NewGlossaryTerm,
        response: { 201: GlossaryTerm, ...problemResponses(400, 401, 409, 429) },
      },
    },
    async (request, reply) => {
      const term = await glossary.add(identityOf(request).userId, request.body);
      return reply.code(201).header('location', `/api/v1/glossary-terms/${term.id}`).send(term);
    },
  );

  app.put(
    '/glossary-terms/:termId',
    {
      schema: {
        operationId: 'updateGlossaryTerm',
        summary: 'Change a term',
        tags: ['glossary'],
        params: TermParams,
        body: NewGlossaryTerm,
        response: { 200: GlossaryTerm, ...problemResponses(400, 401, 404, 409, 429) },
      },
    },
    async (request) => glossary.change(identityOf(request).userId, request.params.termId, request.body),
  );

  app.delete(
    '/glossary-terms/:termId',
    {
      schema: {
        operationId: 'deleteGlossaryTerm',
        summary: 'Delete a term',
        tags: ['glossary'],
        params: TermParams,
        response: { 204: Type.Null({ description: 'Deleted' }), ...problemResponses(400, 401, 404, 429) },
      },
    },
    async (request, reply) => {
      await glossary.remove(identityOf(request).userId, request.params.termId);
      return reply.code(204).send(null);
    },
  );
}
