import { PDFArray, PDFDict, PDFHexString, PDFName, PDFStream, PDFString } from '@cantoo/pdf-lib';
import type { Page } from './pages.ts';
import { decode } from './streams.ts';
import { tokenise } from './tokenise.ts';

const [FREE_TEXT, STAMP] = ['FreeText', 'Stamp'].map((key) => PDFName.of(key));
const SHOWS_TEXT = new Set(['Tj', 'TJ', "'", '"']);

/** Have notes or stamps with words been put on the page? They are no part of its content, and stay as they are. */
export function hasAnnotationText({ dict }: Page): boolean {
  const annotations = dict.lookup(PDFName.of('Annots'));
  if (!(annotations instanceof PDFArray)) return false;
  return annotations.asArray().some((_, i) => {
    const annotation = annotations.lookup(i);
    if (!(annotation instanceof PDFDict)) return false;
    const subtype = annotation.lookup(PDFName.of('Subtype'));
    return (subtype === FREE_TEXT && saysSomething(annotation)) || (subtype === STAMP && showsText(annotation));
  });
}

function saysSomething(annotation: PDFDict): boolean {
  const contents = annotation.lookup(PDFName.of('Contents'));
  return (contents instanceof PDFString || contents instanceof PDFHexString) && /\p{L}{2}/u.test(contents.decodeText());
}

function showsText(annotation: PDFDict): boolean {
  const appearances = annotation.lookup(PDFName.of('AP'));
  const normal = appearances instanceof PDFDict ? appearances.lookup(PDFName.of('N')) : undefined;
  const content = normal instanceof PDFStream ? decode(normal) : undefined;
  return content !== undefined && tokenise(content).some(({ operator }) => SHOWS_TEXT.has(operator));
}
