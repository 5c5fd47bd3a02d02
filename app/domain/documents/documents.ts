import { createHash, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { type Database, isUniqueViolation } from '../../database/database.ts';
import { ObjectNotFoundError, type ObjectStorage, type StoredObject } from '../../storage/storage.ts';
import type { Tone } from '../../translation/index.ts';
import { DomainError } from '../errors.ts';
import { blockRepository } from './block-repository.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { type Block, type Document, type DocumentCache, type DocumentRef, documentKeys } from './document.ts';
import type { DocumentEvents, DocumentJobs } from './document-jobs.ts';
import { documentRepository as repository, type StoredDocument, toDocument } from './document-repository.ts';
import { checkedPdf, safeFileName } from './pdf-upload.ts';

export interface UploadRequest {
  readonly userId: string;
  readonly from: string;
  readonly to: string;
  readonly tone: Tone;
  readonly fileName: string | undefined;
  readonly file: AsyncIterable<Uint8Array>;
  readonly idempotencyKey: string | undefined;
}

export interface StoredPdf extends StoredObject {
  readonly document: Document;
}

export interface Documents {
  /** @throws {DomainError} unsupported-language, unsupported-tone, not-a-pdf, too-large, idempotency-key-reused; nothing is kept then */
  upload(request: UploadRequest): Promise<{ document: Document; replayed: boolean }>;
  list(userId: string, options: { limit: number; cursor: string | undefined }): Promise<{ items: Document[]; nextCursor: string | null }>;
  /** All below: @throws {DomainError} not-found, the same for a missing document and for somebody else's */
  get(ref: DocumentRef): Promise<Document>;
  delete(ref: DocumentRef): Promise<void>;
  original(ref: DocumentRef): Promise<StoredPdf>;
  /** The newest finished rendering. @throws {DomainError} not-ready before there is one */
  translation(ref: DocumentRef): Promise<StoredPdf>;
  blocks(ref: DocumentRef, page: number | undefined): Promise<Block[]>;
  /** Translates again, in another tone, what was not edited by hand. @throws {DomainError} not-ready, unsupported-tone */
  setTone(ref: DocumentRef, tone: Tone): Promise<Document>;
  /** @throws {DomainError} not-ready, not-editable */
  editBlock(ref: DocumentRef, blockId: string, text: string): Promise<Block>;
}

export interface DocumentsOptions {
  readonly database: Database;
  readonly storage: ObjectStorage;
  readonly jobs: DocumentJobs;
  readonly events: DocumentEvents;
  readonly caches: readonly DocumentCache[];
  readonly pairs: () => Promise<readonly { from: string; to: string; tones: readonly Tone[] }[]>;
  readonly maxUploadBytes: number;
  /** A job or an event could not be sent: the document waits until housekeeping finds it. */
  readonly onDeferred: (error: unknown, ref: DocumentRef) => void;
}

export function createDocuments(options: DocumentsOptions): Documents {
  const { database, storage, jobs, events, caches, pairs, maxUploadBytes, onDeferred } = options;
  const checkTone = async (from: string, to: string, tone: Tone): Promise<void> => {
    const pair = (await pairs()).find((candidate) => candidate.from === from && candidate.to === to);
    if (!pair) throw new DomainError('unsupported-language', `We cannot translate from ${from || 'nothing'} to ${to || 'nothing'}.`);
    if (!pair.tones.includes(tone)) throw new DomainError('unsupported-tone', `From ${from} to ${to} there is no ${tone} tone.`);
  };
  const find = async ({ documentId, userId }: DocumentRef, how: 'find' | 'findSettled' = 'find'): Promise<StoredDocument> => {
    const document = await database.as({ user: userId }, (transaction) => repository[how](transaction, documentId));
    if (!document) throw notFound();
    return document;
  };
  const open = async (ref: DocumentRef, keyOf: (document: StoredDocument) => string): Promise<StoredPdf> => {
    const document = await find(ref);
    try {
      return { document: toDocument(document), ...(await storage.get(keyOf(document))) };
    } catch (error) {
      if (!(error instanceof ObjectNotFoundError)) throw error;
      // Deleted, or replaced by a newer rendering, between our two steps.
      const settled = await find(ref, 'findSettled');
      return { document: toDocument(settled), ...(await storage.get(keyOf(settled))) };
    }
  };
  /** Redis being away must not lose what PostgreSQL holds: the row is committed, housekeeping enqueues it again. */
  const defer = async (work: Promise<void>, ref: DocumentRef): Promise<void> => {
    await work.catch((error: unknown) => onDeferred(error, ref));
  };
  const replay = async (userId: string, key: string, fingerprint: Buffer): Promise<Document | undefined> =>
    database.as({ user: userId }, async (transaction) => {
      const known = await repository.findByIdempotencyKey(transaction, userId, key);
      if (!known) return undefined;
      if (!known.fingerprint.equals(fingerprint)) {
        throw new DomainError('idempotency-key-reused', 'This Idempotency-Key was used for a different upload.');
      }
      const document = await repository.find(transaction, known.documentId);
      return document && toDocument(document);
    });

  return {
    async upload({ userId, from, to, tone, fileName: givenName, file, idempotencyKey }) {
      await checkTone(from, to, tone);
      const fileName = safeFileName(givenName);
      const fingerprint = createHash('sha256')
        .update(JSON.stringify([from, to, fileName, ...(tone === 'neutral' ? [] : [tone])]))
        .digest();
      const known = idempotencyKey === undefined ? undefined : await replay(userId, idempotencyKey, fingerprint);
      if (known) return { document: known, replayed: true };

      const ref = { documentId: randomUUID(), userId };
      const key = documentKeys.original(ref);
      let sizeBytes = 0;
      const counted = async function* () {
        for await (const chunk of checkedPdf(file, maxUploadBytes)) {
          sizeBytes += chunk.length;
          yield chunk;
        }
      };
      await storage.put(key, Readable.from(counted(), { objectMode: false }), { contentType: 'application/pdf' });
      try {
        const document = await database.as({ user: userId }, async (transaction) => {
          const inserted = await repository.insert(transaction, { ...ref, fileName, sizeBytes, from, to, tone });
          if (idempotencyKey !== undefined) await repository.addIdempotencyKey(transaction, ref, idempotencyKey, fingerprint);
          return toDocument(inserted);
        });
        await defer(jobs.translate(ref), ref);
        return { document, replayed: false };
      } catch (error) {
        await storage.delete([key]);
        // The same request, sent twice at once: the other one was first.
        const winner =
          isUniqueViolation(error) && idempotencyKey !== undefined ? await replay(userId, idempotencyKey, fingerprint) : undefined;
        if (winner) return { document: winner, replayed: true };
        throw error;
      }
    },

    async list(userId, { limit, cursor }) {
      const after = cursor === undefined ? undefined : decodeCursor(cursor);
      // One more than asked for tells whether there is a next page, without counting.
      const found = await database.as({ user: userId }, (transaction) => repository.list(transaction, userId, limit + 1, after));
      const items = found.slice(0, limit).map(toDocument);
      const last = items.at(-1);
      return { items, nextCursor: found.length > limit && last ? encodeCursor(last) : null };
    },

    get: async (ref) => toDocument(await find(ref)),

    async delete(ref) {
      // The objects go while the row is locked but not yet gone: when the storage fails the row stays and the user can
      // try again; a job that finishes meanwhile finds no row afterwards and removes what it wrote.
      await database.as({ user: ref.userId }, async (transaction) => {
        const document = await repository.delete(transaction, ref.documentId);
        if (!document) throw notFound();
        await storage.delete(objectsOf(document));
      });
      await Promise.all(caches.map((cache) => cache.forget(ref.documentId)));
    },

    original: (ref) => open(ref, () => documentKeys.original(ref)),

    translation: (ref) => open(ref, currentTranslation),

    async blocks(ref, page) {
      return database.as({ user: ref.userId }, async (transaction) => {
        const blocks = await blockRepository.list(transaction, ref.documentId, page);
        if (blocks.length === 0 && !(await repository.find(transaction, ref.documentId))) throw notFound();
        return blocks;
      });
    },

    async setTone(ref, tone) {
      const before = await find(ref);
      if (before.tone === tone) return toDocument(before);
      await checkTone(before.from, before.to, tone);
      const document = await database.as({ user: ref.userId }, async (transaction) => {
        const changed = await repository.setTone(transaction, ref.documentId, tone);
        if (!changed) throw notReady();
        await blockRepository.clearTranslations(transaction, ref.documentId);
        return changed;
      });
      await defer(jobs.render({ ...ref, revision: document.revision }), ref);
      await defer(events.publish(toDocument(document)), ref);
      return toDocument(document);
    },

    async editBlock(ref, blockId, text) {
      const { block, document } = await database.as({ user: ref.userId }, async (transaction) => {
        const before = await repository.find(transaction, ref.documentId);
        const block = before && (await blockRepository.find(transaction, ref.documentId, blockId));
        if (!block) throw notFound();
        if (!block.translatable) throw new DomainError('not-editable', 'This block is kept as it is in the original.');
        // The document's row first: it is the lock that orders edits and renderings.
        const document = await repository.nextRevision(transaction, ref.documentId);
        const edited = document && (await blockRepository.edit(transaction, { ...ref, revision: document.revision }, blockId, text));
        if (!edited) throw notReady();
        return { block: edited, document };
      });
      await defer(jobs.render({ ...ref, revision: document.revision }), ref);
      await defer(events.publish(toDocument(document)), ref);
      return block;
    },
  };
}

function currentTranslation({ id, userId, renderedRevision }: StoredDocument): string {
  if (renderedRevision === null) throw notReady();
  return documentKeys.translation({ documentId: id, userId }, renderedRevision);
}

/** Every object that a document may have: renderings before the current one are gone, later ones may be under way. */
export function objectsOf({ id, userId, revision, renderedRevision }: StoredDocument): string[] {
  const ref = { documentId: id, userId };
  const oldest = renderedRevision ?? 0;
  const revisions = Array.from({ length: revision - oldest + 1 }, (_, index) => oldest + index);
  return [documentKeys.original(ref), ...revisions.map((each) => documentKeys.translation(ref, each))];
}

function notFound(): DomainError {
  return new DomainError('not-found', 'There is no such document.');
}

function notReady(): DomainError {
  return new DomainError('not-ready', 'The translation is not ready yet.');
}
