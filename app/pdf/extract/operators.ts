import { AnnotationMode, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** What pdf.js puts into a show operator's list beside numbers (adjustments in thousandths of an em). */
export interface PdfjsGlyph {
  readonly unicode?: string;
  readonly originalCharCode?: number;
  readonly width?: number;
  readonly isSpace?: boolean;
  readonly vmetric?: readonly number[];
}

/** The part of a pdf.js font that is read here (present with `fontExtraProperties`). */
export interface PdfjsFont {
  readonly name?: string;
  readonly bold?: boolean;
  readonly black?: boolean;
  readonly italic?: boolean;
  readonly isSerifFont?: boolean;
  readonly isMonospace?: boolean;
  readonly isType3Font?: boolean;
  readonly vertical?: boolean;
  readonly fontMatrix?: readonly number[];
  /** Glyph names that the font itself gives to codes. */
  readonly differences?: ReadonlyMap<number, string>;
}

export interface OperatorList {
  readonly fnArray: readonly number[];
  readonly argsArray: readonly (readonly unknown[] | null)[];
}

/** The page's operators; behind them those of its annotations' appearances, if asked for: they are no part of its content stream. */
export async function operatorsOf(page: PDFPageProxy, withAnnotations: boolean): Promise<OperatorList> {
  const annotationMode = withAnnotations ? AnnotationMode.ENABLE : AnnotationMode.DISABLE;
  return (await page.getOperatorList({ annotationMode })) as unknown as OperatorList;
}

/** A font whose loading failed is missing or an error, not a font. */
export function fontOf(page: PDFPageProxy, id: string): PdfjsFont | null {
  if (!page.commonObjs.has(id)) return null;
  const font: unknown = page.commonObjs.get(id);
  return font !== null && typeof font === 'object' && 'loadedName' in font ? (font as PdfjsFont) : null;
}
