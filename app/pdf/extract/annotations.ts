import { AnnotationType, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { type LinkAnnotation, type LinkArea, linkArea } from './links.ts';

/** Flags of annotations that no viewer shows: invisible, hidden from view (ISO 32000-2, table 167). */
const UNSEEN = 1 | 32;
const READ = new Set([AnnotationType.LINK, AnnotationType.FREETEXT, AnnotationType.STAMP, AnnotationType.WIDGET]);

/** What of a page's annotations matters to its text. */
interface PageAnnotations {
  readonly links: readonly LinkArea[];
  /** pdf.js's ids of notes (FreeText), stamps and push buttons that have an appearance, which may show words. */
  readonly notes: ReadonlySet<string>;
}

interface Annotation extends LinkAnnotation {
  readonly id: string;
  readonly annotationType: number;
  readonly annotationFlags: number;
  readonly hasAppearance: boolean;
  readonly pushButton?: boolean;
}

/**
 * Gives a page's annotations, pages counted from 1; none where they are damaged: links and notes then stay as they are, and
 * text is translated. Asks for them by their type: asked for all, pdf.js reads the page's text once more, to say what
 * highlights are over.
 */
export function annotationReader(document: PDFDocumentProxy): (page: number) => Promise<PageAnnotations> {
  const otherPages = new Set(Array.from({ length: document.numPages }, (_, index) => index));
  return async (page) => {
    otherPages.delete(page - 1);
    const annotations = await document.getAnnotationsByType(READ, otherPages).catch(() => []);
    otherPages.add(page - 1);
    const seen = ((annotations ?? []) as Annotation[]).filter(
      ({ rect, annotationFlags }) => !(annotationFlags & UNSEEN) && Array.isArray(rect) && rect.every(Number.isFinite),
    );
    const ofType = (type: number) => seen.filter(({ annotationType }) => annotationType === type);
    const buttons = ofType(AnnotationType.WIDGET).filter(({ pushButton }) => pushButton);
    const notes = [...ofType(AnnotationType.FREETEXT), ...ofType(AnnotationType.STAMP), ...buttons];
    return {
      links: ofType(AnnotationType.LINK).map(linkArea),
      notes: new Set(notes.filter(({ hasAppearance }) => hasAppearance).map(({ id }) => id)),
    };
  };
}
