import { Type } from 'typebox';
import { Block } from '../../../domain/documents/document.ts';
import type { Documents } from '../../../domain/documents/documents.ts';
import { identityOf } from '../../plugins/authentication.ts';
import { problemResponses } from '../../problems.ts';
import type { TypedApp } from '../../typed-app.ts';
import { BlockParams, DocumentParams } from './params.ts';

/** PostgreSQL has no NUL, and no text of a page has one either. */
const EditedText = Type.String({ minLength: 1, maxLength: 20_000, pattern: '^[^\\u0000]*$' });

export function blockRoutes(app: TypedApp, { documents }: { documents: Documents }): void {
  app.get(
    '/documents/:documentId/blocks',
    {
      schema: {
        operationId: 'listBlocks',
        summary: 'Text blocks with their translation, in reading order',
        tags: ['documents'],
        params: DocumentParams,
        querystring: Type.Object({ page: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000, description: 'Absent: all pages' })) }),
        response: { 200: Type.Object({ items: Type.Array(Block) }), ...problemResponses(400, 401, 404, 429) },
      },
    },
    async (request) => ({
      items: await documents.blocks({ documentId: request.params.documentId, userId: identityOf(request).userId }, request.query.page),
    }),
  );

  app.patch(
    '/documents/:documentId/blocks/:blockId',
    {
      schema: {
        operationId: 'updateBlock',
        summary: 'Replace the translation of a block; the PDF is written again',
        description: 'The document is `processing` until then. The last finished PDF stays downloadable meanwhile.',
        tags: ['documents'],
        params: BlockParams,
        body: Type.Object({ translatedText: EditedText }, { additionalProperties: false }),
        response: { 200: Block, ...problemResponses(400, 401, 404, 409, 429) },
      },
    },
    async (request) => {
      const { documentId, blockId } = request.params;
      return documents.editBlock({ documentId, userId: identityOf(request).userId }, blockId, request.body.translatedText);
    },
  );
}
