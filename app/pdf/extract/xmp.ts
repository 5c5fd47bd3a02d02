const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * What a property of XMP metadata says in the default language, or else in the first; undefined where it says nothing. pdf.js would give the
 * texts of all languages as one.
 */
export function xmpText(xml: string, property: string): string | undefined {
  const start = xml.indexOf(`<${property}`);
  const end = xml.indexOf(`</${property}>`, start);
  if (start < 0 || end < 0) return undefined;
  const content = xml.slice(xml.indexOf('>', start) + 1, end);
  // One item a language, or the text alone.
  const items = [...content.matchAll(/<rdf:li([^<>]*)>([^<>]*)</g)];
  const [, , text = content] = items.find(([, attributes = '']) => attributes.includes('x-default')) ?? items[0] ?? [];
  return text.includes('<') ? undefined : unescapeXml(text);
}

export function unescapeXml(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos));/gi,
    (whole, decimal?: string, hex?: string, named?: string) => {
      if (named !== undefined) return ENTITIES[named] ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
