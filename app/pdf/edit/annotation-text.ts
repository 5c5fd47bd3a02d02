import { PDFArray, type PDFContext, PDFDict, PDFHexString, PDFName, type PDFObject, PDFRef, PDFStream, PDFString } from '@cantoo/pdf-lib';
import type { Page } from './pages.ts';
import { decode } from './streams.ts';
import { tokenise } from './tokenise.ts';

const name = (key: string) => PDFName.of(key);
const [FREE_TEXT, STAMP] = [name('FreeText'), name('Stamp')];
const SHOWS_TEXT = new Set(['Tj', 'TJ', "'", '"']);

/** A note or a stamp with an appearance, to be written anew. */
export interface Note {
  readonly annotation: PDFDict;
  readonly appearance: PDFStream;
}

/** A page's notes (FreeText) and stamps that have an appearance, by pdf.js's id: their object's number. */
export function notesOf(page: Page): Map<string, Note> {
  const notes = new Map<string, Note>();
  for (const { id, annotation } of wordyAnnotations(page)) {
    const appearance = normalAppearance(annotation);
    if (id !== undefined && appearance) notes.set(id, { annotation, appearance });
  }
  return notes;
}

/** Are there words on notes or stamps of the page, but for those with the ids `read`? They are no part of its content. */
export function hasAnnotationText(page: Page, read: ReadonlySet<string>): boolean {
  return wordyAnnotations(page).some(
    ({ id, annotation, isStamp }) => !(id !== undefined && read.has(id)) && (isStamp ? showsText(annotation) : saysSomething(annotation)),
  );
}

/**
 * Gives a note its new appearance, and the words that it repeats, block by block as they were and as they are now. The text of a
 * stamp is its author's comment unless it says just what the stamp shows.
 */
export function rewriteNote(
  context: PDFContext,
  { annotation }: Note,
  appearance: PDFStream,
  said: readonly { readonly before: string; readonly now: string }[],
): void {
  // In dictionaries of its own: others may share the old ones.
  annotation.set(name('AP'), context.obj({ N: context.register(appearance) }));
  annotation.delete(name('RC'));
  const contents = textOf(annotation);
  const isComment =
    annotation.lookup(name('Subtype')) === STAMP && contents !== undefined && !same(contents, said.map((s) => s.before).join(' '));
  if (contents !== undefined && !isComment) annotation.set(name('Contents'), PDFHexString.fromText(said.map((s) => s.now).join('\n')));
}

function wordyAnnotations({ dict }: Page): { id: string | undefined; annotation: PDFDict; isStamp: boolean }[] {
  const annotations = dict.lookup(name('Annots'));
  if (!(annotations instanceof PDFArray)) return [];
  return annotations.asArray().flatMap((entry, i) => {
    const annotation = annotations.lookup(i);
    const subtype = annotation instanceof PDFDict ? annotation.lookup(name('Subtype')) : undefined;
    if (!(annotation instanceof PDFDict) || (subtype !== FREE_TEXT && subtype !== STAMP)) return [];
    return [{ id: idOf(entry), annotation, isStamp: subtype === STAMP }];
  });
}

function idOf(entry: PDFObject): string | undefined {
  if (!(entry instanceof PDFRef)) return undefined;
  return `${entry.objectNumber}R${entry.generationNumber === 0 ? '' : entry.generationNumber}`;
}

/** With states (ISO 32000-2, 12.5.5), which neither notes nor stamps have, it is no stream. */
function normalAppearance(annotation: PDFDict): PDFStream | undefined {
  const appearances = annotation.lookup(name('AP'));
  const normal = appearances instanceof PDFDict ? appearances.lookup(name('N')) : undefined;
  return normal instanceof PDFStream ? normal : undefined;
}

function textOf(annotation: PDFDict): string | undefined {
  const contents = annotation.lookup(name('Contents'));
  return contents instanceof PDFString || contents instanceof PDFHexString ? contents.decodeText() : undefined;
}

const same = (a: string, b: string) => a.replace(/\s+/g, '') === b.replace(/\s+/g, '');

function saysSomething(annotation: PDFDict): boolean {
  return /\p{L}{2}/u.test(textOf(annotation) ?? '');
}

function showsText(annotation: PDFDict): boolean {
  const normal = normalAppearance(annotation);
  const content = normal && decode(normal);
  return content !== undefined && tokenise(content).some(({ operator }) => SHOWS_TEXT.has(operator));
}
