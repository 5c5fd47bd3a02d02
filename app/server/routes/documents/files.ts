import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import type { Documents, StoredPdf } from '../../../domain/documents/documents.ts';
import { identityOf } from '../../plugins/authentication.ts';
import { problemResponses } from '../../problems.ts';
import type { TypedApp } from '../../typed-app.ts';
import { DocumentParams } from './params.ts';

const pdfResponse = { description: 'The file', content: { 'application/pdf': { schema: Type.String({ format: 'binary' }) } } };

export function fileRoutes(app: TypedApp, { documents }: { documents: Documents }): void {
  app.get(
    '/documents/:documentId/original',
    {
      schema: {
        operationId: 'getOriginal',
        summary: 'The PDF as it was uploaded',
        tags: ['documents'],
        params: DocumentParams,
        response: { 200: pdfResponse, ...problemResponses(400, 401, 404, 429) },
      },
    },
    async (request, reply) => {
      const pdf = await documents.original({ ...request.params, userId: identityOf(request).userId });
      return sendPdf(reply, pdf, pdf.document.fileName);
    },
  );

  app.get(
    '/documents/:documentId/translation',
    {
      schema: {
        operationId: 'getTranslation',
        summary: 'The newest finished translation as PDF',
        tags: ['documents'],
        params: DocumentParams,
        response: { 200: pdfResponse, ...problemResponses(400, 401, 404, 409, 429) },
      },
    },
    async (request, reply) => {
      const pdf = await documents.translation({ ...request.params, userId: identityOf(request).userId });
      return sendPdf(reply, pdf, translatedName(pdf.document.fileName, pdf.document.to));
    },
  );
}

/** "Report.pdf" → "Report.es.pdf" */
export function translatedName(fileName: string, to: string): string {
  return `${fileName.replace(/\.pdf$/i, '')}.${to}.pdf`;
}

/** RFC 6266: a plain name for all, the real one for those who can read it. */
export function contentDisposition(fileName: string): string {
  const plain = fileName
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(fileName).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${plain}"${plain === fileName ? '' : `; filename*=UTF-8''${encoded}`}`;
}

function sendPdf(reply: FastifyReply, { body, sizeBytes }: StoredPdf, fileName: string): FastifyReply {
  return reply
    .type('application/pdf')
    .header('content-length', String(sizeBytes))
    .header('content-disposition', contentDisposition(fileName))
    .send(body);
}
