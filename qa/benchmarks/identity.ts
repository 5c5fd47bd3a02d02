import type { PdfEngine, Translations } from '@transkeep/app/pdf/index.ts';
import { ownTexts } from '@transkeep/app/pdf/translations.ts';

/** Reads a document and writes every block back as itself. */
export async function identity(engine: PdfEngine, pdf: Uint8Array): Promise<{ translations: Translations; pdf: Uint8Array }> {
  const { blocks } = await engine.extract(pdf, {});
  const translations = ownTexts(blocks);
  return { translations, pdf: (await engine.render(pdf, translations, { language: 'en' })).pdf };
}

/** An engine that ends with its block: `await using one = closing(createPdfEngine())`, then `one.engine`. */
export function closing<E extends PdfEngine>(engine: E): { readonly engine: E } & AsyncDisposable {
  return { engine, [Symbol.asyncDispose]: () => engine.close() };
}
