import type { PdfEngine, Translations } from '@transkeep/app/pdf/index.ts';

/** Reads a document and writes every block back as itself. */
export async function identity(engine: PdfEngine, pdf: Uint8Array): Promise<{ translations: Translations; pdf: Uint8Array }> {
  const { blocks } = await engine.extract(pdf, {});
  const translations = Object.fromEntries(blocks.filter(({ translatable }) => translatable).map(({ id, text }) => [id, text]));
  return { translations, pdf: (await engine.render(pdf, translations, { language: 'en' })).pdf };
}

/** An engine that ends with its block: `await using { engine } = closing(createPdfEngine())`. */
export function closing<E extends PdfEngine>(engine: E): { readonly engine: E } & AsyncDisposable {
  return { engine, [Symbol.asyncDispose]: () => engine.close() };
}
