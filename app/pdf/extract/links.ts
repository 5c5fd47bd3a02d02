import { AnnotationType, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { bounds, type Rect } from '../geometry.ts';

/** Flags of annotations that no viewer shows: invisible, hidden from view (ISO 32000-2, table 167). */
const UNSEEN = 1 | 32;

/** A link annotation's place on the page. */
export interface LinkArea {
  /** The annotation's own rectangle, to find it again in the file. */
  readonly rect: Rect;
  /** One per line of text where it says so, else its rectangle; user space. */
  readonly quads: readonly Rect[];
  /** Areas with equal targets that follow each other are one link, broken at a line's end. */
  readonly target: string;
}

interface LinkAnnotation {
  readonly rect: unknown;
  readonly annotationFlags: number;
  readonly quadPoints?: ArrayLike<number> | null;
  readonly url?: unknown;
  readonly unsafeUrl?: unknown;
  readonly dest?: unknown;
  readonly action?: unknown;
}

/**
 * Gives a page's link annotations, pages counted from 1; none where its annotations are damaged: links then stay where
 * they are, and text is translated. Asks for links by their type: asked for all annotations, pdf.js reads the page's
 * text once more, to say what highlights are over.
 */
export function linkReader(document: PDFDocumentProxy): (page: number) => Promise<LinkArea[]> {
  const otherPages = new Set(Array.from({ length: document.numPages }, (_, index) => index));
  return async (page) => {
    otherPages.delete(page - 1);
    const annotations = await document.getAnnotationsByType(new Set([AnnotationType.LINK]), otherPages).catch(() => []);
    otherPages.add(page - 1);
    return ((annotations ?? []) as LinkAnnotation[])
      .filter(({ rect, annotationFlags }) => !(annotationFlags & UNSEEN) && Array.isArray(rect) && rect.every(Number.isFinite))
      .map(({ rect, quadPoints, url, unsafeUrl, dest, action }) => ({
        rect: rect as unknown as Rect,
        quads: quadsOf(quadPoints) ?? [rect as unknown as Rect],
        target: JSON.stringify([url ?? unsafeUrl ?? null, dest ?? null, action ?? null]),
      }));
  };
}

function quadsOf(points: ArrayLike<number> | null | undefined): Rect[] | undefined {
  if (!points || points.length < 8) return undefined;
  return Array.from({ length: points.length >> 3 }, (_, i) => {
    const at = (k: number) => points[8 * i + k] as number;
    return bounds([0, 2, 4, 6].map((k) => [at(k), at(k + 1)] as const));
  });
}

/** Does a link's rectangle hold a glyph with its middle at `x`, on the baseline `y`? */
export function linkAt([x0, y0, x1, y1]: Rect, x: number, y: number, size: number): boolean {
  const middle = y + 0.3 * size;
  return x >= x0 && x <= x1 && middle >= y0 && middle <= y1;
}
