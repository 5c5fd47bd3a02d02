import { OPS, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { type Matrix, multiply, type Rect } from '../geometry.ts';
import type { PageContent } from './content.ts';
import { interpret, interpretPage, type LayerVisibility } from './interpret.ts';
import { type OperatorList, operatorsOf } from './operators.ts';

/** What an annotation's appearance shows. Its own stream is `@<annotation>`, the first form XObject in it `@<annotation>/0`. */
export interface Appearance {
  /** pdf.js's id of the annotation. */
  readonly annotation: string;
  /** The annotation's rectangle, in the page's user space. */
  readonly rect: Rect;
  /** The appearance's own space → the page's user space. */
  readonly toUser: Matrix;
  readonly content: PageContent;
}

/** Reads a page's operators in the order a viewer draws them, and those of the appearances of `annotations` (pdf.js's ids). */
export async function interpretAnnotated(
  page: PDFPageProxy,
  isVisible: LayerVisibility,
  annotations: ReadonlySet<string>,
): Promise<{ content: PageContent; appearances: Appearance[] }> {
  if (annotations.size === 0) return { content: await interpretPage(page, isVisible), appearances: [] };
  const { fnArray, argsArray } = await operatorsOf(page, true);
  const slice = (from: number, to: number): OperatorList => ({ fnArray: fnArray.slice(from, to), argsArray: argsArray.slice(from, to) });
  const first = fnArray.indexOf(OPS.beginAnnotation);
  const appearances: Appearance[] = [];
  for (let i = first; i >= 0; i = fnArray.indexOf(OPS.beginAnnotation, i + 1)) {
    const [annotation, rect, toRect, own] = argsArray[i] as unknown as [string, Rect, Matrix, Matrix];
    if (!annotations.has(annotation)) continue;
    const toUser = multiply(toRect, own);
    // A layer that the annotation is of opens right before it.
    const start = fnArray[i - 1] === OPS.beginMarkedContentProps ? i - 1 : i;
    const operators = slice(start, fnArray.indexOf(OPS.endAnnotation, i));
    appearances.push({ annotation, rect, toUser, content: interpret(operators, page, isVisible, `@${annotation}`, toUser) });
  }
  return { content: interpret(slice(0, first < 0 ? fnArray.length : first), page, isVisible), appearances };
}
