import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Block } from '../../../shared/api/types.ts';

/** A rectangle in shares (0..1) of the shown page, origin top left. */
export interface PageBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** In: a box in PDF points. Out: where it is on the page as shown, whatever its rotation and crop box. */
export function boxOnPage(page: Pick<PDFPageProxy, 'getViewport'>, [x0, y0, x1, y1]: Block['box']): PageBox {
  const viewport = page.getViewport({ scale: 1 });
  const [ax, ay] = viewport.convertToViewportPoint(x0, y0) as [number, number];
  const [bx, by] = viewport.convertToViewportPoint(x1, y1) as [number, number];
  return {
    left: Math.min(ax, bx) / viewport.width,
    top: Math.min(ay, by) / viewport.height,
    width: Math.abs(bx - ax) / viewport.width,
    height: Math.abs(by - ay) / viewport.height,
  };
}
