import { type Kept, type PdfEngine, PdfRefusal, type RenderOptions, type Translations } from '../../pdf/index.ts';
import { ObjectNotFoundError, type ObjectStorage, readObject } from '../../storage/storage.ts';
import type { BlockTranslation } from './block-repository.ts';
import { documentKeys } from './document.ts';
import type { StoredDocument } from './document-repository.ts';
import { afterRendering, type Findings } from './findings.ts';

interface Engines {
  readonly storage: ObjectStorage;
  readonly pdfEngine: PdfEngine;
}

/** The translated PDF, and what is found in the document from now on. */
interface RenderedTranslation {
  readonly pdf: Uint8Array;
  readonly findings: Findings;
}

/** The original with its blocks' translations: what changed since the stored rendering put into it, or all of it anew. */
export async function renderTranslation(
  { storage, pdfEngine }: Engines,
  document: StoredDocument,
  blocks: readonly BlockTranslation[],
  original: Uint8Array,
  signal: AbortSignal,
): Promise<RenderedTranslation> {
  const translations: Translations = Object.fromEntries(
    blocks.filter(({ refused }) => !refused).map(({ id, text, tagged }) => [id, tagged === null ? text : { tagged }] as const),
  );
  const render = async (partly: Pick<RenderOptions, 'onlyPages' | 'previous'>): Promise<RenderedTranslation> => {
    const { pdf, kept, warnings } = await pdfEngine.render(original, translations, { language: document.to, signal, ...partly });
    const report = { kept: [...kept, ...refusedOf(blocks, partly.onlyPages)], warnings };
    return { pdf, findings: afterRendering(document.findings, report, partly.onlyPages) };
  };
  const onlyPages = changedPages(document, blocks);
  if (onlyPages && document.renderedRevision !== null) {
    try {
      const key = documentKeys.translation({ documentId: document.id, userId: document.userId }, document.renderedRevision);
      const previous = await readObject(storage, key, signal);
      return await render({ onlyPages, previous });
    } catch (error) {
      // Replaced by a newer rendering meanwhile, or none that the engine can build on: what all of it gives is as good.
      if (!(error instanceof ObjectNotFoundError || error instanceof PdfRefusal)) throw error;
    }
  }
  return render({});
}

/** Blocks on these pages (undefined: on any) that were left as they are, as the service refused them. */
function refusedOf(blocks: readonly BlockTranslation[], pages: readonly number[] | undefined): Kept[] {
  return blocks
    .filter(({ refused, page }) => refused && (pages?.includes(page) ?? true))
    .map(({ page, id }) => ({ page, reason: 'refused-text', blockId: id }));
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
