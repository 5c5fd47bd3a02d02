import type { Database, Transaction } from '../../database/database.ts';
import type { PdfEngine } from '../../pdf/index.ts';
import { type ObjectStorage, readObject } from '../../storage/storage.ts';
import { type TranslationEngine, translateAll } from '../../translation/index.ts';
import { blockRepository } from './block-repository.ts';
import { type Document, type DocumentRef, documentKeys } from './document.ts';
import type { DocumentEvents, DocumentJobs } from './document-jobs.ts';
import { documentRepository as repository, type StoredDocument, toDocument } from './document-repository.ts';

export interface ProcessingOptions {
  readonly database: Database;
  readonly storage: ObjectStorage;
  readonly pdfEngine: PdfEngine;
  readonly translation: TranslationEngine;
  readonly events: DocumentEvents;
  readonly jobs: DocumentJobs;
}

/** What the worker does with documents. Every step may run twice, be cut off anywhere, and run again elsewhere. */
export interface DocumentProcessing {
  /** Extract, translate, render. Does nothing for a document that is gone or finished. */
  translate(ref: DocumentRef, signal: AbortSignal): Promise<void>;
  /** Renders again after an edit. Does nothing when a newer edit is there: that one's job does it. */
  render(ref: DocumentRef & { readonly revision: number }, signal: AbortSignal): Promise<void>;
  fail(ref: DocumentRef, error: { code: string; message: string }): Promise<void>;
}

/** Share of the progress bar at which each step ends. */
const EXTRACTED = 0.15;
const TRANSLATED = 0.85;
/** Blocks per round of translations: four batches of ten side by side, then they are stored and a restart loses at most this. */
const ROUND = 40;

export function createDocumentProcessing({
  database,
  storage,
  pdfEngine,
  translation,
  events,
  jobs,
}: ProcessingOptions): DocumentProcessing {
  const asOwner = <T>({ userId }: DocumentRef, work: (transaction: Transaction) => Promise<T>): Promise<T> =>
    database.as({ user: userId }, work);
  const publish = async (document: StoredDocument | undefined): Promise<void> => {
    if (document) await events.publish(toDocument(document));
  };

  const extract = async (ref: DocumentRef, pdf: Uint8Array, signal: AbortSignal): Promise<void> => {
    const { pages, blocks } = await pdfEngine.extract(pdf, { signal });
    const document = await asOwner(ref, async (transaction) => {
      const started = await repository.setProgress(transaction, ref.documentId, EXTRACTED);
      if (!started) return undefined; // deleted meanwhile
      await blockRepository.insert(transaction, ref, blocks);
      return repository.setCounts(transaction, ref.documentId, { pages: pages.length, blocks: blocks.length });
    });
    await publish(document);
  };

  const translateBlocks = async (ref: DocumentRef, { from, to }: Document, signal: AbortSignal): Promise<void> => {
    const blocks = await asOwner(ref, (transaction) => blockRepository.findUntranslated(transaction, ref.documentId));
    for (let done = 0; done < blocks.length; done += ROUND) {
      const round = blocks.slice(done, done + ROUND);
      const texts = await translateAll(
        translation,
        round.map(({ text }) => text),
        { from, to, signal },
      );
      const share = Math.min(1, (done + round.length) / blocks.length);
      const document = await asOwner(ref, async (transaction) => {
        await blockRepository.setTranslations(
          transaction,
          ref.documentId,
          round.map(({ id, text }, index) => ({ id, text: texts[index] ?? text })),
        );
        return repository.setProgress(transaction, ref.documentId, EXTRACTED + share * (TRANSLATED - EXTRACTED));
      });
      await publish(document);
    }
  };

  const renderCurrent = async (ref: DocumentRef, pdf: Uint8Array, signal: AbortSignal): Promise<void> => {
    const before = await asOwner(ref, async (transaction) => {
      const document = await repository.find(transaction, ref.documentId);
      return document && { document, texts: await blockRepository.findTranslations(transaction, ref.documentId) };
    });
    if (!before) return;
    const { revision, renderedRevision, to } = before.document;
    const translations = Object.fromEntries(before.texts.map(({ id, text }) => [id, text]));
    const rendered = await pdfEngine.render(pdf, translations, { language: to, signal });
    const key = documentKeys.translation(ref, revision);
    await storage.put(key, rendered.pdf, { contentType: 'application/pdf', signal });
    const document = await asOwner(ref, (transaction) => repository.finishRendering(transaction, ref.documentId, revision));
    if (!document) {
      await storage.delete([key]); // too late: deleted, or a newer rendering is there
      return;
    }
    if (renderedRevision !== null && renderedRevision !== revision) await storage.delete([documentKeys.translation(ref, renderedRevision)]);
    if (document.revision !== revision) await jobs.render({ ...ref, revision: document.revision }); // edited meanwhile
    await publish(document);
  };

  return {
    async translate(ref, signal) {
      const document = await asOwner(ref, (transaction) => repository.start(transaction, ref.documentId));
      if (!document) return;
      await publish(document);
      const pdf = await readObject(storage, documentKeys.original(ref), signal);
      if (document.blockCount === null) await extract(ref, pdf, signal);
      await translateBlocks(ref, toDocument(document), signal);
      await renderCurrent(ref, pdf, signal);
    },

    async render(ref, signal) {
      const document = await asOwner(ref, (transaction) => repository.find(transaction, ref.documentId));
      if (!document || document.revision > ref.revision || document.renderedRevision === document.revision) return;
      await renderCurrent(ref, await readObject(storage, documentKeys.original(ref), signal), signal);
    },

    async fail(ref, error) {
      await publish(await asOwner(ref, (transaction) => repository.fail(transaction, ref.documentId, error)));
    },
  };
}
