import { deflateSync } from 'node:zlib';
import { onePage, pdfFile } from './pdf-file.ts';

export type HostileKind = 'malformed' | 'hostile' | 'oversized' | 'encrypted' | 'scanned' | 'bomb';

/** One file a stranger might send, and every answer to it that is right. */
export interface HostilePdf {
  readonly name: string;
  readonly kind: HostileKind;
  /** Refusal codes that fit, at upload or afterwards. */
  readonly refusals: readonly string[];
  /** Whether translating it without what is hostile about it is right, too. */
  readonly mayBeTranslated: boolean;
  build(): Uint8Array;
}

const MiB = 1024 * 1024;
const latin1 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));
const deflated = (bytes: Uint8Array, times: number): Uint8Array =>
  times === 0 ? bytes : deflated(new Uint8Array(deflateSync(bytes, { level: 9 })), times - 1);

const PAGE_OF_TEXT = latin1(
  Array.from({ length: 50 }, (_, row) => `BT /F1 9 Tf 72 ${740 - 13 * row} Td (Row ${row} of the table says ${Math.sin(row)}.) Tj ET`).join(
    '\n',
  ),
);

/** Made when asked for, as some are large. Nothing here is more than a file: no payload does anything but cost time or ask to be run. */
export const HOSTILE_PDFS: readonly HostilePdf[] = [
  { name: 'zero-bytes', kind: 'malformed', refusals: ['not-a-pdf'], mayBeTranslated: false, build: () => new Uint8Array() },
  {
    name: 'web-page-named-pdf',
    kind: 'malformed',
    refusals: ['not-a-pdf'],
    mayBeTranslated: false,
    build: () => latin1('<!doctype html><title>Invoice</title><script>alert(1)</script>'),
  },
  {
    name: 'header-and-noise',
    kind: 'malformed',
    refusals: ['damaged'],
    mayBeTranslated: false,
    build: () => latin1(`%PDF-1.7\n${'\x00\xff<<[('.repeat(2_000)}`),
  },
  {
    name: 'cut-before-its-pages',
    kind: 'malformed',
    refusals: ['damaged'],
    mayBeTranslated: false,
    build: () => pdfFile(onePage()).slice(0, 60),
  },
  {
    name: 'page-tree-in-a-circle',
    kind: 'hostile',
    refusals: ['damaged', 'too-complex'],
    mayBeTranslated: false,
    build: () => pdfFile(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [2 0 R] /Count 1 /Parent 2 0 R >>']),
  },
  {
    name: 'form-that-draws-itself',
    kind: 'hostile',
    refusals: ['damaged', 'too-complex'],
    mayBeTranslated: true,
    build: () =>
      pdfFile(
        onePage({
          content: { value: '<< >>', stream: 'BT /F1 12 Tf 72 700 Td (A page with a form.) Tj ET /X Do' },
          resources: '/XObject << /X 6 0 R >>',
          more: [
            {
              value: '<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >> >>',
              stream: '/X Do /X Do',
            },
          ],
        }),
      ),
  },
  {
    name: 'arrays-a-hundred-thousand-deep',
    kind: 'hostile',
    refusals: ['damaged', 'too-complex'],
    mayBeTranslated: true,
    build: () => pdfFile(onePage({ catalog: '/Deep 6 0 R', more: [`${'['.repeat(100_000)}${']'.repeat(100_000)}`] })),
  },
  {
    name: 'image-of-ten-gigapixels',
    kind: 'hostile',
    refusals: ['damaged', 'too-complex'],
    mayBeTranslated: true,
    build: () =>
      pdfFile(
        onePage({
          content: { value: '<< >>', stream: 'BT /F1 12 Tf 72 700 Td (A page with an image.) Tj ET q 99 0 0 99 72 500 cm /I Do Q' },
          resources: '/XObject << /I 6 0 R >>',
          more: [
            {
              value:
                '<< /Type /XObject /Subtype /Image /Width 100000 /Height 100000 /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /FlateDecode >>',
              stream: deflated(new Uint8Array(MiB), 1),
            },
          ],
        }),
      ),
  },
  {
    name: 'runs-a-script-and-a-program',
    kind: 'hostile',
    refusals: ['damaged'],
    mayBeTranslated: true,
    build: () =>
      pdfFile(
        onePage({
          catalog: '/OpenAction 6 0 R /AA << /WC 7 0 R >> /Names << /JavaScript << /Names [(start) 6 0 R] >> >>',
          more: ['<< /S /JavaScript /JS (app.alert\\(1\\)) >>', '<< /S /Launch /F (cmd.exe) >>'],
        }),
      ),
  },
  {
    name: 'form-that-is-xfa-alone',
    kind: 'hostile',
    refusals: ['too-complex'],
    mayBeTranslated: false,
    build: () =>
      pdfFile(
        onePage({
          catalog: '/AcroForm << /Fields [] /XFA 6 0 R >> /NeedsRendering true',
          more: [{ value: '<< >>', stream: '<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"><template/></xdp:xdp>' }],
        }),
      ),
  },
  {
    name: 'content-with-bad-codes',
    kind: 'malformed',
    // The page is all there is of it: nothing to read, and nothing that could be changed.
    refusals: ['damaged'],
    mayBeTranslated: true,
    build: () => pdfFile(onePage({ content: { value: '<< /Filter /FlateDecode >>', stream: withBadCodes(PAGE_OF_TEXT) } })),
  },
  {
    name: 'content-cut-in-the-middle',
    kind: 'malformed',
    refusals: ['damaged'],
    mayBeTranslated: true,
    build: () => pdfFile(onePage({ content: { value: '<< /Filter /FlateDecode >>', stream: deflated(PAGE_OF_TEXT, 1).slice(0, 300) } })),
  },
  {
    name: 'catalogue-that-is-a-number',
    kind: 'malformed',
    refusals: ['damaged', 'not-a-pdf'],
    mayBeTranslated: false,
    build: () => pdfFile(['17', ...onePage().slice(1)]),
  },
  {
    name: 'page-tree-that-leads-nowhere',
    kind: 'malformed',
    refusals: ['damaged'],
    mayBeTranslated: true,
    build: () => pdfFile(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [3 0 R 99 0 R] /Count 2 >>', ...onePage().slice(2)]),
  },
  {
    name: 'hundred-thousand-pages',
    kind: 'oversized',
    refusals: ['too-large'],
    mayBeTranslated: false,
    build: () => {
      const pages = 100_000;
      const kids = Array.from({ length: pages }, (_, index) => `${index + 3} 0 R`).join(' ');
      const page = '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>';
      return pdfFile([
        '<< /Type /Catalog /Pages 2 0 R >>',
        `<< /Type /Pages /Kids [${kids}] /Count ${pages} >>`,
        ...Array(pages).fill(page),
      ]);
    },
  },
  {
    name: 'more-bytes-than-allowed',
    kind: 'oversized',
    refusals: ['too-large'],
    mayBeTranslated: false,
    build: () => pdfFile(onePage({ more: [{ value: '<< >>', stream: new Uint8Array(26 * MiB) }] })),
  },
  {
    name: 'password-protected',
    kind: 'encrypted',
    refusals: ['encrypted'],
    mayBeTranslated: false,
    build: () =>
      pdfFile(
        [...onePage(), `<< /Filter /Standard /V 1 /R 2 /P -4 /O <${'5a'.repeat(32)}> /U <${'a5'.repeat(32)}> >>`],
        `/Encrypt 6 0 R /ID [<${'00'.repeat(16)}> <${'00'.repeat(16)}>]`,
      ),
  },
  {
    name: 'scan-without-text',
    kind: 'scanned',
    refusals: ['scanned'],
    mayBeTranslated: false,
    build: () =>
      pdfFile(
        onePage({
          content: { value: '<< >>', stream: 'q 612 0 0 792 0 0 cm /I Do Q' },
          resources: '/XObject << /I 6 0 R >>',
          more: [
            {
              value:
                '<< /Type /XObject /Subtype /Image /Width 850 /Height 1100 /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /FlateDecode >>',
              stream: deflated(new Uint8Array(850 * 1100).fill(250), 1),
            },
          ],
        }),
      ),
  },
  {
    name: 'kilobytes-that-inflate-to-megabytes',
    kind: 'bomb',
    refusals: ['too-complex', 'too-large', 'damaged'],
    mayBeTranslated: false,
    build: () =>
      pdfFile(
        onePage({
          content: {
            value: '<< /Filter [/FlateDecode /FlateDecode] >>',
            stream: bomb('BT /F1 9 Tf (x) Tj ET\n', 256),
          },
        }),
      ),
  },
  {
    name: 'graphics-states-without-end',
    kind: 'bomb',
    refusals: ['too-complex', 'too-large', 'damaged'],
    mayBeTranslated: false,
    build: () => pdfFile(onePage({ content: { value: '<< /Filter [/FlateDecode /FlateDecode] >>', stream: bomb('q ', 128) } })),
  },
];

/** Deflated, with a stretch of it turned over. */
function withBadCodes(bytes: Uint8Array): Uint8Array {
  const packed = deflated(bytes, 1);
  const middle = packed.length >> 1;
  return packed.map((byte, at) => (at >= middle && at < middle + 8 ? byte ^ 0xff : byte));
}

/** `megabytes` of one repeated text, deflated twice, as deflate alone gives no more than a thousandth. */
function bomb(text: string, megabytes: number): Uint8Array {
  const piece = Buffer.from(text.repeat(Math.ceil(MiB / text.length)).slice(0, MiB), 'latin1');
  return deflated(new Uint8Array(deflateSync(Buffer.concat(Array<Buffer>(megabytes).fill(piece)), { level: 9 })), 1);
}
