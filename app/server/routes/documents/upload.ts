import multipart from '@fastify/multipart';
import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import { Document, DocumentTone, LanguageCode } from '../../../domain/documents/document.ts';
import type { Documents } from '../../../domain/documents/documents.ts';
import { tooLarge } from '../../../domain/documents/pdf-upload.ts';
import { DomainError } from '../../../domain/errors.ts';
import { identityOf } from '../../plugins/authentication.ts';
import { problemResponses } from '../../problems.ts';
import type { TypedApp } from '../../typed-app.ts';

export interface UploadRouteOptions {
  readonly documents: Documents;
  readonly maxUploadBytes: number;
}

/** Field names, boundaries and part headers around the file. */
const FORM_OVERHEAD_BYTES = 16 * 1024;

/** Streamed from the socket to the storage: a file is never whole in memory or on our disk. */
export async function uploadRoute(app: TypedApp, { documents, maxUploadBytes }: UploadRouteOptions): Promise<void> {
  await app.register(multipart, {
    throwFileSizeLimit: false,
    limits: { files: 1, fields: 3, parts: 4, fieldNameSize: 50, fieldSize: 100, headerPairs: 20, fileSize: maxUploadBytes + 1 },
  });
  app.post(
    '/documents',
    {
      // The limit that counts is on the file, while it streams; this one refuses what already says it is too much.
      bodyLimit: maxUploadBytes + FORM_OVERHEAD_BYTES,
      config: { limit: 'upload' },
      schema: {
        operationId: 'createDocument',
        summary: 'Upload a PDF; its translation starts at once',
        description:
          'Fields `from`, `to` and, if wanted, `tone` come before `file`. The same Idempotency-Key again answers with the same document.',
        tags: ['documents'],
        'x-creates': { resource: 'document', param: 'documentId', idPath: 'id' },
        headers: Type.Object({
          'idempotency-key': Type.Optional(Type.String({ minLength: 1, maxLength: 200, pattern: '^[\\x21-\\x7e]+$' })),
        }),
        'x-multipart': Type.Object({
          from: LanguageCode,
          to: LanguageCode,
          tone: Type.Optional(DocumentTone),
          file: Type.String({ format: 'binary', description: 'application/pdf' }),
        }),
        response: { 201: Document, ...problemResponses(400, 401, 413, 415, 422, 429) },
      },
    },
    async (request, reply) => {
      if (Number(request.headers['content-length'] ?? 0) > maxUploadBytes + FORM_OVERHEAD_BYTES) throw tooLarge(maxUploadBytes);
      if (!request.isMultipart()) throw new DomainError('invalid-request', 'Send the file as multipart/form-data.');
      const part = await request.file();
      if (part?.fieldname !== 'file') throw new DomainError('invalid-request', 'The form needs from, to and then file.');
      const { document, replayed } = await documents.upload({
        userId: identityOf(request).userId,
        from: fieldOf(part.fields, 'from'),
        to: fieldOf(part.fields, 'to'),
        tone: toneOf(part.fields),
        fileName: part.filename,
        file: part.file,
        idempotencyKey: request.headers['idempotency-key'],
      });
      if (replayed) void reply.header('idempotency-replayed', 'true');
      return reply.code(201).header('location', `/api/v1/documents/${document.id}`).send(document);
    },
  );
}

function fieldOf(fields: Readonly<Record<string, unknown>>, name: string): string {
  const field = fields[name] as { value?: unknown } | undefined;
  if (typeof field?.value !== 'string')
    throw new DomainError('invalid-request', `The form field ${name} is missing, or comes after the file.`);
  return field.value;
}

function toneOf(fields: Readonly<Record<string, unknown>>): Static<typeof DocumentTone> {
  if (!('tone' in fields)) return 'neutral';
  const tone = fieldOf(fields, 'tone');
  if (!Value.Check(DocumentTone, tone)) throw new DomainError('invalid-request', 'The tone is formal, neutral or informal.');
  return tone;
}
