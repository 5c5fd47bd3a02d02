import { type Static, Type } from 'typebox';

const DocumentStatus = Type.Union([Type.Literal('queued'), Type.Literal('processing'), Type.Literal('ready'), Type.Literal('failed')]);
export const DocumentTone = Type.Union([Type.Literal('formal'), Type.Literal('neutral'), Type.Literal('informal')], {
  description: 'How the reader is spoken to',
});
const nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()]);
const Timestamp = Type.String({ format: 'date-time' });
export const LanguageCode = Type.String({
  description: 'BCP 47',
  examples: ['en'],
  pattern: '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$',
  maxLength: 35,
});

export const Document = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    fileName: Type.String(),
    sizeBytes: Type.Integer({ minimum: 0 }),
    from: LanguageCode,
    to: LanguageCode,
    tone: DocumentTone,
    status: DocumentStatus,
    progress: Type.Number({ minimum: 0, maximum: 1 }),
    pageCount: nullable(Type.Integer({ minimum: 0 })),
    blockCount: nullable(Type.Integer({ minimum: 0 })),
    error: nullable(
      Type.Object({ code: Type.String({ description: 'Stable, for programs' }), message: Type.String({ description: 'For people' }) }),
    ),
    waitingFor: nullable(
      Type.Literal('translation-service', { description: 'It is `processing`, and goes on as soon as the service answers again' }),
    ),
    usage: Type.Object(
      { characters: Type.Integer({ minimum: 0 }), cachedCharacters: Type.Integer({ minimum: 0 }) },
      { description: 'Of source text: what was translated, and what was known from before' },
    ),
    warnings: Type.Array(Type.String(), {
      description: 'What to know about the translation, such as text that stayed in the original language: plain sentences for people',
    }),
    createdAt: Timestamp,
    updatedAt: Timestamp,
    expiresAt: Timestamp,
  },
  { title: 'Document' },
);
export type Document = Static<typeof Document>;

export const BlockId = Type.String({ description: 'Stable within its document', pattern: '^[A-Za-z0-9_-]+$', maxLength: 64 });

export const Block = Type.Object(
  {
    id: BlockId,
    page: Type.Integer({ minimum: 1, description: 'A bookmark’s is the page that it leads to; the title’s is the first' }),
    box: Type.Array(Type.Number(), {
      minItems: 4,
      maxItems: 4,
      description: '[x0, y0, x1, y1] in PDF points, origin bottom left; four zeros for title and bookmarks',
    }),
    sourceText: Type.String(),
    translatedText: Type.String(),
    edited: Type.Boolean(),
    missedTerms: Type.Array(Type.String(), { description: 'Glossary terms of the source that the translation lacks' }),
    translatable: Type.Boolean(),
  },
  { title: 'Block' },
);
export type Block = Static<typeof Block>;

/** A document and whose it is: all that a job needs to know. */
export interface DocumentRef {
  readonly documentId: string;
  readonly userId: string;
}

/** Remembers what was made for a document until that document ends. */
export interface DocumentCache {
  forget(documentId: string): Promise<void>;
}

/** Object keys: the owner first, so that one prefix is one tenant. */
export const documentKeys = {
  original: ({ documentId, userId }: DocumentRef): string => `documents/${userId}/${documentId}/original.pdf`,
  /** One per revision, so that a slow job never overwrites a newer result. */
  translation: ({ documentId, userId }: DocumentRef, revision: number): string =>
    `documents/${userId}/${documentId}/translation-${revision}.pdf`,
};
