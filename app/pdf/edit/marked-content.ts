import { PDFDict, PDFName, PDFNumber, type PDFObject } from '@cantoo/pdf-lib';
import { latin1, type Token } from './tokenise.ts';

/** Marked content with properties (ISO 32000-2, 14.6), by the operator that begins it. */
export interface Mark {
  readonly token: Token;
  /** The marked content that it stands in. */
  readonly outer: Mark | undefined;
  /** Its id in the structure, or else that of the one it stands in. */
  readonly mcid: number | undefined;
  /** How it begins without the words that it says again; undefined where it says none. */
  readonly wordless: string | undefined;
}

/** What says text again, for searching, copying and reading aloud (14.9). */
const WORDS = ['ActualText', 'Alt', 'E'];

/** The marked content that this `BDC` begins. Its properties stand there, or in the resources under a name. */
export function markBegunBy(token: Token, bytes: Uint8Array, resources: PDFDict | undefined, outer: Mark | undefined): Mark {
  const [tag = '', properties = ''] = token.operands.slice(-2).map((range) => latin1(bytes, ...range));
  const named = properties.startsWith('/') ? namedProperties(resources, properties.slice(1)) : undefined;
  const own = named ? mcidOf(named) : inlineMcid(properties);
  const wordless = own === undefined ? `${tag} BMC` : `${tag} <</MCID ${own}>> BDC`;
  const says = named ? saysWords(named) : /\/(?:ActualText|Alt|E)\b/.test(properties);
  return { token, outer, mcid: own ?? outer?.mcid, wordless: says ? wordless : undefined };
}

/** Is it a property list that says text again? */
export function saysWords(properties: PDFObject | undefined): boolean {
  return properties instanceof PDFDict && WORDS.some((key) => properties.has(PDFName.of(key)));
}

function namedProperties(resources: PDFDict | undefined, name: string): PDFDict | undefined {
  const lists = resources?.lookup(PDFName.of('Properties'));
  const found = lists instanceof PDFDict ? lists.lookup(PDFName.of(name)) : undefined;
  return found instanceof PDFDict ? found : undefined;
}

function mcidOf(properties: PDFDict): number | undefined {
  const id = properties.lookup(PDFName.of('MCID'));
  return id instanceof PDFNumber && Number.isSafeInteger(id.asNumber()) ? id.asNumber() : undefined;
}

function inlineMcid(properties: string): number | undefined {
  const [, id] = /\/MCID\s+(\d+)/.exec(properties) ?? [];
  return id === undefined ? undefined : Number(id);
}
