import type { Database, Transaction } from '../../database/database.ts';
import type { PdfEngine } from '../../pdf/index.ts';
import { type ObjectStorage, readObject } from '../../storage/storage.ts';
import { plainText, writeTagged } from '../../text/tagged-text.ts';
import {
  type ContinuedText,
  passagesOf,
  type TranslationOrder,
  TranslationUnavailableError,
  type TranslationUsage,
  type Translator,
  translatePassages,
} from '../../translation/index.ts';
import { glossaryRepository } from '../glossary/glossary-repository.ts';
import { type BlockText, blockRepository } from './block-repository.ts';
import { type DocumentRef, documentKeys } from './document.ts';
import type { DocumentEvents, DocumentJobs } from './document-jobs.ts';
import { documentRepository as repository, type StoredDocument, toDocument } from './document-repository.ts';
import type { ExtractedBlocks, ExtractionCache } from './extraction-cache.ts';
import { findingsOf } from './findings.ts';
import { renderTranslation } from './render-translation.ts';

export interface ProcessingOptions {
  readonly database: Database;
  readonly storage: ObjectStorage;
  readonly pdfEngine: PdfEngine;
  readonly extractionCache: ExtractionCache;
  readonly translator: Translator;
  readonly events: DocumentEvents;
  readonly jobs: DocumentJobs;
  readonly metrics: DocumentMetrics;
}

export interface DocumentMetrics {
  record(
    name:
      | 'DocumentsReady'
      | 'DocumentsFailed'
      | 'DocumentsWaiting'
      | 'DocumentSeconds'
      | 'TranslationCostUsd'
      | 'ExtractionCacheHits'
      | 'ExtractionCacheMisses',
    value: number,
  ): void;
}

/** What the worker does with documents. Every step may run twice, be cut off anywhere, and run again elsewhere. */
export interface DocumentProcessing {
  /**
   * Extract, translate, render. Does nothing for a document that is gone or finished.
   * @throws {TranslationUnavailableError} while the service is away; the document says that it waits
   * @throws {TranslationRefusedError} when the service refuses all of it; single texts that it refuses stay as they are
   */
  translate(ref: DocumentRef, signal: AbortSignal): Promise<void>;
  /**
   * Renders again what an edit changed, and translates before what another tone left without translation. Does nothing when a newer
   * edit is there: that one's job does it. @throws as above
   */
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
  extractionCache,
  translator,
  events,
  jobs,
  metrics,
}: ProcessingOptions): DocumentProcessing {
  const asOwner = <T>({ userId }: DocumentRef, work: (transaction: Transaction) => Promise<T>): Promise<T> =>
    database.as({ user: userId }, work);
  const publish = async (document: StoredDocument | undefined): Promise<void> => {
    if (document) await events.publish(toDocument(document));
  };

  const readBlocks = async (pdf: Uint8Array, signal: AbortSignal): Promise<ExtractedBlocks> => {
    const extraction = await pdfEngine.extract(pdf, { signal });
    // What the app keeps of a block, and nothing that only the engine needs.
    const blocks = extraction.blocks.map(({ id, page, box, text, tagged, continuedIn, translatable }) => ({
      id,
      page,
      box,
      text,
      tagged,
      continuedIn,
      translatable,
    }));
    return { pageCount: extraction.pages.length, blocks, findings: findingsOf(extraction) };
  };

  const extract = async (ref: DocumentRef, expiresAt: string, pdf: Uint8Array, signal: AbortSignal): Promise<void> => {
    const known = await extractionCache.get(ref.userId, pdf);
    metrics.record(known ? 'ExtractionCacheHits' : 'ExtractionCacheMisses', 1);
    const extracted = known ?? (await readBlocks(pdf, signal));
    const { pageCount, blocks, findings } = extracted;
    if (!known) await extractionCache.put(ref, Date.parse(expiresAt) - Date.now(), pdf, extracted);
    const document = await asOwner(ref, async (transaction) => {
      const started = await repository.setProgress(transaction, ref.documentId, EXTRACTED);
      if (!started) return undefined; // deleted meanwhile
      await blockRepository.insert(transaction, ref, blocks);
      return repository.setExtracted(transaction, ref.documentId, { pages: pageCount, blocks: blocks.length, findings });
    });
    // Whoever deletes it from now on takes the cache along; whoever did before could not.
    if (!document) await extractionCache.forget(ref.documentId);
    await publish(document);
  };

  const translateRound = async (round: readonly (readonly ContinuedText[])[], order: TranslationOrder) => {
    try {
      return await translatePassages(round, (texts) => translator.translate(texts, order));
    } finally {
      // Whoever deletes it from now on takes the cache along; whoever did before could not.
      const document = await asOwner(order, (transaction) => repository.find(transaction, order.documentId));
      if (!document) await translator.forget(order.documentId);
    }
  };

  /** @returns false when it was cut short: the document is gone, or wants another tone by now */
  const translateBlocks = async (ref: DocumentRef, document: StoredDocument, signal: AbortSignal): Promise<boolean> => {
    const { from, to, tone } = document;
    const { blocks, terms } = await asOwner(ref, async (transaction) => ({
      blocks: await blockRepository.findUntranslated(transaction, ref.documentId),
      terms: await glossaryRepository.termsOf(transaction, { from, to }),
    }));
    // Stored at once, in a transaction of its own: what becomes of the round changes nothing about what was paid.
    const onUsage = async (usage: TranslationUsage): Promise<void> => {
      await asOwner(ref, (transaction) => repository.addUsage(transaction, ref.documentId, usage));
      metrics.record('TranslationCostUsd', usage.costUsd);
    };
    const order = { ...ref, from, to, tone, terms, expiresAt: new Date(document.expiresAt), signal, onUsage };
    const rounds = roundsOf(passagesOf(blocks.map((block) => ({ ...block, tagged: taggedSource(block) }))));
    let done = 0;
    for (const round of rounds) {
      const translated = await translateRound(round, order);
      done += translated.size;
      const share = done / blocks.length;
      const written = await asOwner(ref, async (transaction) => {
        // The document's row first: it is the lock that orders this and a change of the tone.
        const current = await repository.setProgress(transaction, ref.documentId, EXTRACTED + share * (TRANSLATED - EXTRACTED));
        if (!current || current.tone !== tone) return undefined;
        const texts = [...translated].map(([id, { tagged, missedTerms, refusal }]) => {
          const text = plainText(tagged);
          return { id, text, tagged: tagged === writeTagged([{ text }]) ? null : tagged, missedTerms, refused: refusal !== undefined };
        });
        await blockRepository.setTranslations(transaction, { ...ref, revision: current.revision }, texts);
        const refusal = [...translated.values()].find(({ refusal }) => refusal)?.refusal;
        // Texts that are refused one by one stay as they are; a service that refuses whatever it is asked refuses the document.
        if (refusal && !(await blockRepository.hasTranslation(transaction, ref.documentId))) throw refusal;
        return current;
      });
      if (!written) return false;
      await publish(written);
    }
    return true;
  };

  const orWaiting = async (ref: DocumentRef, work: () => Promise<boolean>): Promise<boolean> => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof TranslationUnavailableError) {
        metrics.record('DocumentsWaiting', 1);
        await publish(await asOwner(ref, (transaction) => repository.setWaiting(transaction, ref.documentId, 'translation-service')));
      }
      throw error;
    }
  };

  const renderCurrent = async (ref: DocumentRef, pdf: Uint8Array, signal: AbortSignal): Promise<void> => {
    const before = await asOwner(ref, async (transaction) => {
      const document = await repository.find(transaction, ref.documentId);
      const texts = await blockRepository.findTranslations(transaction, ref.documentId);
      return document && texts && { document, texts };
    });
    if (!before) return;
    const { revision, renderedRevision } = before.document;
    const { pdf: rendered, findings } = await renderTranslation({ storage, pdfEngine }, before.document, before.texts, pdf, signal);
    const key = documentKeys.translation(ref, revision);
    await storage.put(key, rendered, { contentType: 'application/pdf', signal });
    const document = await asOwner(ref, (transaction) => repository.finishRendering(transaction, ref.documentId, revision, findings));
    if (!document) {
      await storage.delete([key]); // too late: deleted, or a newer rendering is there
      return;
    }
    if (renderedRevision === null && document.status === 'ready') {
      metrics.record('DocumentsReady', 1);
      metrics.record('DocumentSeconds', (Date.now() - Date.parse(document.createdAt)) / 1000);
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
      if (document.blockCount === null) await extract(ref, document.expiresAt, pdf, signal);
      if (await orWaiting(ref, () => translateBlocks(ref, document, signal))) await renderCurrent(ref, pdf, signal);
    },

    async render(ref, signal) {
      const document = await asOwner(ref, (transaction) => repository.find(transaction, ref.documentId));
      if (!document || document.revision > ref.revision || document.renderedRevision === document.revision) return;
      if (!(await orWaiting(ref, () => translateBlocks(ref, document, signal)))) return;
      await renderCurrent(ref, await readObject(storage, documentKeys.original(ref), signal), signal);
    },

    async fail(ref, error) {
      const failed = await asOwner(ref, (transaction) => repository.fail(transaction, ref.documentId, error));
      if (failed) metrics.record('DocumentsFailed', 1);
      await publish(failed);
    },
  };
}

const taggedSource = ({ text, tagged }: BlockText): string => tagged ?? writeTagged([{ text }]);

/** Passages in rounds of `ROUND` blocks or a few more: a passage is never divided. */
function roundsOf<T>(passages: readonly (readonly T[])[]): (readonly T[])[][] {
  const rounds: (readonly T[])[][] = [];
  let blocks = ROUND;
  for (const passage of passages) {
    if (blocks >= ROUND) {
      rounds.push([]);
      blocks = 0;
    }
    rounds.at(-1)?.push(passage);
    blocks += passage.length;
  }
  return rounds;
}
