import { type PDFHexString, type PDFString, pdfDocEncodingDecode } from '@cantoo/pdf-lib';

const ESCAPES: Record<string, number> = { n: 10, r: 13, t: 9, b: 8, f: 12 };

/** Of text strings that are in Unicode, by the bytes that they begin with. */
const ENCODINGS: readonly (readonly [encoding: string, mark: string])[] = [
  ['utf-16be', '\xfe\xff'],
  ['utf-16le', '\xff\xfe'],
  ['utf-8', '\xef\xbb\xbf'],
];
/** By code. What the encoding leaves undefined is the character of that code in Unicode. */
const PDF_DOC_ENCODING = Array.from({ length: 256 }, (_, code) =>
  pdfDocEncodingDecode(Uint8Array.of(code)).replace('\ufffd', String.fromCharCode(code)),
);

/**
 * What a text string says, as pdf.js reads it, which all texts are compared with: pdf-lib knows neither UTF-8 nor the marks of a text's
 * language (ISO 32000-2, 7.9.2.2).
 */
export function textOf(string: PDFString | PDFHexString): string {
  const bytes = Buffer.from(string.asBytes());
  const latin = bytes.toString('latin1');
  const [encoding] = ENCODINGS.find(([, mark]) => latin.startsWith(mark)) ?? [];
  const text = encoding && unicode(encoding, bytes);
  if (text !== undefined) return withoutLanguages(text);
  return Array.from(withoutLanguages(latin), (char) => PDF_DOC_ENCODING[char.charCodeAt(0)]).join('');
}

/** Undefined for what the encoding does not allow. */
function unicode(encoding: string, bytes: Buffer): string | undefined {
  const whole = encoding === 'utf-8' ? bytes : bytes.subarray(0, bytes.length - (bytes.length % 2));
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(whole);
  } catch {
    return undefined;
  }
}

/** A language stands between two escapes; one without a second goes on to the end. */
const withoutLanguages = (text: string) =>
  text
    .split('\x1b')
    .filter((_, i) => i % 2 === 0)
    .join('');

/** The elements of a TJ array (or one string operand): byte strings and adjustments, in order. */
export function showElements(bytes: Uint8Array, start: number, end: number): (Uint8Array | number)[] {
  const elements: (Uint8Array | number)[] = [];
  let i = start;
  while (i < end) {
    const c = bytes[i];
    if (c === 40) {
      const [string, next] = literalString(bytes, i);
      elements.push(string);
      i = next;
    } else if (c === 60) {
      const close = bytes.indexOf(62, i);
      const stop = close < 0 ? end : close;
      elements.push(hexString(Buffer.from(bytes.subarray(i + 1, stop)).toString('latin1')));
      i = stop + 1;
    } else {
      const word = /^[+\-.\d]+/.exec(Buffer.from(bytes.subarray(i, Math.min(end, i + 40))).toString('latin1'))?.[0];
      if (word) elements.push(Number.parseFloat(word) || 0);
      i += word?.length ?? 1;
    }
  }
  return elements;
}

export function hexOf(bytes: Uint8Array): string {
  return `<${Buffer.from(bytes).toString('hex')}>`;
}

function hexString(text: string): Uint8Array {
  const digits = text.replace(/[^0-9a-fA-F]/g, '');
  return Buffer.from(digits.length % 2 ? `${digits}0` : digits, 'hex');
}

function literalString(bytes: Uint8Array, start: number): [string: Uint8Array, next: number] {
  const out: number[] = [];
  let depth = 0;
  let i = start;
  for (; i < bytes.length; i++) {
    const c = bytes[i] as number;
    if (c === 92) {
      const next = bytes[++i] as number;
      const octal = /^[0-7]{1,3}/.exec(String.fromCharCode(next, bytes[i + 1] ?? 0, bytes[i + 2] ?? 0))?.[0];
      if (octal) {
        out.push(Number.parseInt(octal, 8) & 255);
        i += octal.length - 1;
      } else if (next === 13) {
        if (bytes[i + 1] === 10) i++;
      } else if (next !== 10) out.push(ESCAPES[String.fromCharCode(next)] ?? next);
      continue;
    }
    if (c === 40 && depth++ === 0) continue;
    if (c === 41 && --depth === 0) return [Uint8Array.from(out), i + 1];
    if (c === 13) {
      // An end of line in a string is one line feed, however it is written.
      if (bytes[i + 1] === 10) i++;
      out.push(10);
    } else out.push(c);
  }
  return [Uint8Array.from(out), i];
}
