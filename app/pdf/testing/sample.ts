import { PDFDocument, PDFName, PDFString, StandardFonts } from '@cantoo/pdf-lib';

interface Sample {
  /** Form XObjects by name. */
  readonly forms?: Readonly<Record<string, string>>;
  readonly link?: string;
  readonly linkRect?: readonly number[];
  readonly rotate?: number;
  /** Glyph names for codes, beside those of WinAnsi. */
  readonly differences?: Readonly<Record<number, string>>;
}

/** A PDF from content streams, one per page, for tests: /F1 is Helvetica, /F2 bold, /F3 Courier; pages are 600 × 800. */
export async function samplePdf(
  pages: readonly string[],
  { forms = {}, link, linkRect = [50, 700, 100, 712], rotate, differences = {} }: Sample = {},
): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const { context } = document;
  const faces = [StandardFonts.Helvetica, StandardFonts.HelveticaBold, StandardFonts.Courier];
  const names = Object.entries(differences).flatMap(([code, name]) => [Number(code), name]);
  const encoding = { BaseEncoding: 'WinAnsiEncoding', Differences: names };
  const fonts = Object.fromEntries(
    faces.map((name, i) => [`F${i + 1}`, context.obj({ Type: 'Font', Subtype: 'Type1', BaseFont: name, Encoding: encoding })]),
  );
  const resources = context.obj({ Font: fonts });
  const xobjects = Object.entries(forms).map(([name, content]) => {
    const dict = { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 600, 800], Resources: { Font: fonts } };
    return [name, context.register(context.stream(content, dict))] as const;
  });
  resources.set(PDFName.of('XObject'), context.obj(Object.fromEntries(xobjects)));
  for (const content of pages) {
    const page = document.addPage([600, 800]);
    page.node.set(PDFName.of('Contents'), context.register(context.stream(content)));
    page.node.set(PDFName.of('Resources'), resources);
    if (rotate !== undefined) page.node.set(PDFName.of('Rotate'), context.obj(rotate));
    if (link) {
      const action = context.obj({ S: 'URI', URI: PDFString.of(link) });
      const annotation = context.obj({ Type: 'Annot', Subtype: 'Link', Rect: [...linkRect], A: action });
      page.node.set(PDFName.of('Annots'), context.obj([context.register(annotation)]));
    }
  }
  return document.save({ useObjectStreams: false });
}

/** Lines of text at these places, in Helvetica 10. */
export function lines(...texts: readonly (readonly [x: number, y: number, text: string])[]): string {
  return texts.map(([x, y, text]) => `BT /F1 10 Tf ${x} ${y} Td (${text.replace(/([()\\])/g, '\\$1')}) Tj ET`).join('\n');
}
