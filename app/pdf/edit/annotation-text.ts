import {
  PDFArray,
  type PDFContext,
  PDFDict,
  PDFHexString,
  PDFName,
  PDFNumber,
  type PDFObject,
  PDFRef,
  PDFStream,
  PDFString,
} from '@cantoo/pdf-lib';
import type { Page } from './pages.ts';
import { appearanceContent, formXObject } from './streams.ts';
import { textOf } from './strings.ts';
import { nameOf, tokenise } from './tokenise.ts';

const name = (key: string) => PDFName.of(key);
const [FREE_TEXT, WIDGET, BUTTON] = [name('FreeText'), name('Widget'), name('Btn')];
/** Comments that open on demand. */
const COMMENTS: ReadonlySet<PDFObject | undefined> = new Set([name('Text'), name('Popup')]);
/** Flag of buttons that hold no value (ISO 32000-2, table 229). */
const PUSH_BUTTON = 1 << 16;
/** Fields nested deeper than this are attacks. */
const MAX_DEPTH = 32;
/** What a button says: always, under the pointer, and held down. */
const [CAPTION, ...OTHER_CAPTIONS] = ['CA', 'RC', 'AC'].map(name) as [PDFName, ...PDFName[]];
const SHOWS_TEXT = new Set(['Tj', 'TJ', "'", '"']);

/** A note, stamp or push button with an appearance, to be written anew. */
export interface Note {
  readonly annotation: PDFDict;
  readonly appearance: PDFStream;
}

/** A page's notes (FreeText), stamps and the like, and push buttons, that have an appearance, by pdf.js's id: their object's number. */
export function notesOf(page: Page): Map<string, Note> {
  const notes = new Map<string, Note>();
  for (const { id, annotation } of wordyAnnotations(page)) {
    const appearance = normalAppearance(annotation);
    if (id !== undefined && appearance) notes.set(id, { annotation, appearance });
  }
  return notes;
}

/** Are there words on annotations of the page, but for those with the ids `read`, comments and values of fields? They are no part of its content. */
export function hasAnnotationText(page: Page, read: ReadonlySet<string>): boolean {
  return wordyAnnotations(page).some(
    ({ id, annotation, subtype }) =>
      !(id !== undefined && read.has(id)) && (subtype === FREE_TEXT ? saysSomething(annotation) : showsText(annotation)),
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
  const shown = (key: 'before' | 'now', gap: string) => said.map((block) => block[key]).join(gap);
  const about = annotation.lookup(name('MK'));
  if (about instanceof PDFDict) {
    const changed = about.clone(context);
    if (changed.has(CAPTION)) changed.set(CAPTION, PDFHexString.fromText(shown('now', ' ')));
    for (const key of OTHER_CAPTIONS) changed.delete(key);
    annotation.set(name('MK'), changed);
  }
  const contents = contentsOf(annotation);
  const isComment = annotation.lookup(name('Subtype')) !== FREE_TEXT && !same(contents ?? '', shown('before', ''));
  if (contents !== undefined && !isComment) annotation.set(name('Contents'), PDFHexString.fromText(shown('now', '\n')));
}

function wordyAnnotations({ dict }: Page): { id: string | undefined; annotation: PDFDict; subtype: PDFObject | undefined }[] {
  const annotations = dict.lookup(name('Annots'));
  if (!(annotations instanceof PDFArray)) return [];
  return annotations.asArray().flatMap((entry, i) => {
    const annotation = annotations.lookup(i);
    const subtype = annotation instanceof PDFDict ? annotation.lookup(name('Subtype')) : undefined;
    if (!(annotation instanceof PDFDict)) return [];
    const isWordy = subtype === WIDGET ? isPushButton(annotation) : !COMMENTS.has(subtype);
    return isWordy ? [{ id: idOf(entry), annotation, subtype }] : [];
  });
}

function isPushButton(widget: PDFDict): boolean {
  const flags = ofField(widget, name('Ff'));
  return ofField(widget, name('FT')) === BUTTON && flags instanceof PDFNumber && (flags.asNumber() & PUSH_BUTTON) !== 0;
}

/** Fields hand down their entries (ISO 32000-2, 12.7.4.1). */
function ofField(widget: PDFDict, key: PDFName): PDFObject | undefined {
  let field: PDFObject | undefined = widget;
  for (let depth = 0; field instanceof PDFDict && depth < MAX_DEPTH; depth++) {
    const value = field.lookup(key);
    if (value) return value;
    field = field.lookup(name('Parent'));
  }
  return undefined;
}

function idOf(entry: PDFObject): string | undefined {
  if (!(entry instanceof PDFRef)) return undefined;
  return `${entry.objectNumber}R${entry.generationNumber === 0 ? '' : entry.generationNumber}`;
}

/** With states (ISO 32000-2, 12.5.5), which none of these has, it is no stream. */
function normalAppearance(annotation: PDFDict): PDFStream | undefined {
  const appearances = annotation.lookup(name('AP'));
  const normal = appearances instanceof PDFDict ? appearances.lookup(name('N')) : undefined;
  return normal instanceof PDFStream ? normal : undefined;
}

function contentsOf(annotation: PDFDict): string | undefined {
  const contents = annotation.lookup(name('Contents'));
  return contents instanceof PDFString || contents instanceof PDFHexString ? textOf(contents) : undefined;
}

const same = (a: string, b: string) => a.replace(/\s+/g, '') === b.replace(/\s+/g, '');

function saysSomething(annotation: PDFDict): boolean {
  return /\p{L}{2}/u.test(contentsOf(annotation) ?? '');
}

function showsText(annotation: PDFDict): boolean {
  const normal = normalAppearance(annotation);
  const forms = new Set(normal && [normal]);
  // It grows as it is gone through.
  for (const form of forms) {
    const { bytes, resources } = appearanceContent(form) ?? { bytes: new Uint8Array(), resources: undefined };
    for (const token of tokenise(bytes)) {
      if (SHOWS_TEXT.has(token.operator)) return true;
      const painted = token.operator === 'Do' ? formXObject(resources, nameOf(bytes, token)) : undefined;
      if (painted) forms.add(painted);
    }
  }
  return false;
}
