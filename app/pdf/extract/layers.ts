import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { LayerVisibility } from './interpret.ts';

/** Which optional content a viewer shows when it opens the document. */
export async function layerVisibility(document: PDFDocumentProxy): Promise<LayerVisibility> {
  const config = await document.getOptionalContentConfig();
  return (properties) => properties === null || properties === undefined || config.isVisible(properties as never);
}
