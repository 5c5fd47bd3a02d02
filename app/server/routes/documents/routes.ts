import type { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { Document, DocumentTone } from '../../../domain/documents/document.ts';
import type { Documents } from '../../../domain/documents/documents.ts';
import type { EventStreams } from '../../event-streams.ts';
import { identityOf } from '../../plugins/authentication.ts';
import { problemResponses } from '../../problems.ts';
import type { TypedApp } from '../../typed-app.ts';
import { DocumentParams } from './params.ts';

const DocumentList = Type.Object({
  items: Type.Array(Document),
  nextCursor: Type.Union([Type.String(), Type.Null()], { description: 'Pass it as `cursor` for the next page; null at the end' }),
});

/** The list, one document, its events, its end. */
export function documentRoutes(app: TypedApp, { documents, streams }: { documents: Documents; streams: EventStreams }): void {
  app.get(
    '/documents',
    {
      schema: {
        operationId: 'listDocuments',
        summary: 'Own documents, newest first',
        tags: ['documents'],
        querystring: Type.Object({
          cursor: Type.Optional(Type.String({ maxLength: 200, description: '`nextCursor` of the page before' })),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
        }),
        response: { 200: DocumentList, ...problemResponses(400, 401, 429) },
      },
    },
    async (request) => documents.list(identityOf(request).userId, { limit: request.query.limit ?? 20, cursor: request.query.cursor }),
  );

  app.get(
    '/documents/:documentId',
    {
      schema: {
        operationId: 'getDocument',
        summary: 'One document and how far it is',
        tags: ['documents'],
        params: DocumentParams,
        response: { 200: Document, ...problemResponses(400, 401, 404, 429) },
      },
    },
    async (request) => documents.get({ ...request.params, userId: identityOf(request).userId }),
  );

  app.patch(
    '/documents/:documentId',
    {
      schema: {
        operationId: 'updateDocument',
        summary: 'Another tone: what was not edited by hand is translated again',
        description: 'The document is `processing` until then. The last finished PDF stays downloadable meanwhile.',
        tags: ['documents'],
        params: DocumentParams,
        body: Type.Object({ tone: DocumentTone }, { additionalProperties: false }),
        response: { 200: Document, ...problemResponses(400, 401, 404, 409, 422, 429) },
      },
    },
    async (request) => documents.setTone({ ...request.params, userId: identityOf(request).userId }, request.body.tone),
  );

  app.delete(
    '/documents/:documentId',
    {
      schema: {
        operationId: 'deleteDocument',
        summary: 'Delete a document, its blocks and its files, now',
        tags: ['documents'],
        params: DocumentParams,
        response: { 204: Type.Null({ description: 'Deleted' }), ...problemResponses(400, 401, 404, 429) },
      },
    },
    async (request, reply) => {
      await documents.delete({ ...request.params, userId: identityOf(request).userId });
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/documents/:documentId/events',
    {
      schema: {
        operationId: 'streamDocumentEvents',
        summary: 'Changes of a document as server-sent events',
        description: '`event: document`, data = Document: at once as it is, then every change; ends after ready or failed.',
        tags: ['documents'],
        params: DocumentParams,
        response: {
          200: { description: 'The stream', content: { 'text/event-stream': { schema: Type.String() } } },
          ...problemResponses(400, 401, 404, 429),
        },
      },
    },
    async (request, reply) => {
      const ref = { ...request.params, userId: identityOf(request).userId };
      const stream = await streams.open({ ...ref, current: () => documents.get(ref) });
      return sendEvents(reply, stream);
    },
  );
}

function sendEvents(reply: FastifyReply, stream: Readable): FastifyReply {
  // The last header stops proxies that would collect a response before they pass it on.
  return reply.type('text/event-stream; charset=utf-8').header('x-accel-buffering', 'no').send(stream);
}
