import { type PdfEngine, PdfRefusal, type Translations } from '../../pdf/index.ts';
import { ObjectNotFoundError, type ObjectStorage, readObject } from '../../storage/storage.ts';
import type { BlockTranslation } from './block-repository.ts';
import { documentKeys } from './document.ts';
import type { StoredDocument } from './document-repository.ts';

interface Engines {
  readonly storage: ObjectStorage;
  readonly pdfEngine: PdfEngine;
}

/** The original with its blocks' translations: what changed since the stored rendering put into it, or all of it anew. */
export async function renderTranslation(
  { storage, pdfEngine }: Engines,
  document: StoredDocument,
  blocks: readonly BlockTranslation[],
  original: Uint8Array,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const translations: Translations = Object.fromEntries(
    blocks.map(({ id, text, tagged }) => [id, tagged === null ? text : { tagged }] as const),
  );
  const options = { language: document.to, signal };
  const onlyPages = changedPages(document, blocks);
  if (onlyPages && document.renderedRevision !== null) {
    try {
      const key = documentKeys.translation({ documentId: document.id, userId: document.userId }, document.renderedRevision);
      const previous = await readObject(storage, key, signal);
      return (await pdfEngine.render(original, translations, { ...options, onlyPages, previous })).pdf;
    } catch (error) {
      // Replaced by a newer rendering meanwhile, or none that the engine can build on: what all of it gives is as good.
      if (!(error instanceof ObjectNotFoundError || error instanceof PdfRefusal)) throw error;
    }
  }
  return (await pdfEngine.render(original, translations, options)).pdf;
}

/** Pages with a block that changed after the stored rendering; undefined when they are so many that all of them are no more work. */
export function changedPages(
  { renderedRevision, pageCount }: Pick<StoredDocument, 'renderedRevision' | 'pageCount'>,
  blocks: readonly Pick<BlockTranslation, 'page' | 'revision'>[],
): number[] | undefined {
  if (renderedRevision === null || pageCount === null) return undefined;
  const pages = new Set(blocks.filter(({ revision }) => revision > renderedRevision).map(({ page }) => page));
  return pages.size * 2 <= pageCount ? [...pages].toSorted((a, b) => a - b) : undefined;
}
