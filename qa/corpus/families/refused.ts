import { DocumentBuilder, documentOf } from '../document.ts';
import { prose } from '../prose.ts';
import { line, paragraph } from '../text.ts';
import type { CorpusEntry } from '../types.ts';

/** Documents that have a refusal as their right answer, and some that nearly have. */
export const REFUSED: readonly CorpusEntry[] = [
  {
    name: 'scanned',
    purpose: 'Pages that are pictures and nothing else',
    features: ['scan', 'images'],
    pages: 2,
    answer: 'scanned',
    origin: scanned,
  },
  {
    name: 'xfa-form',
    purpose: 'A dynamic XFA form: its page only asks for another reader, and the real form is XML that no page shows',
    features: ['forms'],
    pages: 1,
    answer: 'too-complex',
    origin: xfaForm,
  },
  {
    name: 'blank-pages',
    purpose: 'Pages without any text: nothing to translate, and nothing to refuse',
    features: ['page-size'],
    pages: 2,
    answer: 'kept',
    origin: () => documentOf([{ content: '0.9 g 100 100 200 200 re f' }, { content: '' }]),
  },
  {
    name: 'numbers-only',
    purpose: 'A page of figures, addresses and links: no word of it is to be translated',
    features: ['tables'],
    pages: 1,
    answer: 'kept',
    origin: () =>
      documentOf([
        {
          content: ['1,204.50', '17.3 %', 'https://example.org/a/b?c=1', 'office@example.org', '2026-11-22', '+44 20 7946 0000']
            .map((text, i) => line(80, 760 - 30 * i, text, { face: 'F5', size: 11 }))
            .join(''),
        },
      ]),
  },
];

function scanned(): Uint8Array {
  const builder = new DocumentBuilder();
  const pixels = new Uint8Array(420 * 594).map((_, i) => (i % 420 > 60 && i % 420 < 360 && Math.floor(i / 420) % 14 < 5 ? 90 : 240));
  const picture = builder.pdf.add(
    '<< /Type /XObject /Subtype /Image /Width 420 /Height 594 /BitsPerComponent 8 /ColorSpace /DeviceGray >>',
    pixels,
  );
  for (let i = 0; i < 2; i++) builder.page({ resources: `/XObject << /I ${picture} >>`, content: 'q 595 0 0 842 0 0 cm /I Do Q' });
  return builder.write();
}

function xfaForm(): Uint8Array {
  const builder = new DocumentBuilder();
  const template =
    '<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"><template xmlns="http://www.xfa.org/schema/xfa-template/3.3/"><subform name="form1" layout="tb"><field name="city"><caption><value><text>City</text></value></caption></field></subform></template></xdp:xdp>';
  const xfa = builder.pdf.add('<< >>', template);
  builder.page({
    content: paragraph(60, 770, 430, `Please wait. If this message stays, your reader cannot show this form. ${prose(4)}`, { size: 11 })
      .content,
  });
  return builder.write({ catalog: `/AcroForm << /Fields [] /XFA ${xfa} >> /NeedsRendering true` });
}
