/**
 * The upload's body, written by hand: k6's own form encoding sends fields in any order, and the API needs the languages
 * before the file, so that it can refuse before it has stored anything.
 */
export function uploadBody(
  pdf: Uint8Array,
  fields: Readonly<Record<string, string>>,
  unique: string,
): { body: ArrayBuffer; contentType: string } {
  const boundary = `----transkeep-${unique}`;
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const head = `${parts.join('')}--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="two-pages-${unique}.pdf"\r\nContent-Type: application/pdf\r\n\r\n`;
  // A comment after the end of the file changes its hash and nothing else: no two uploads are the same bytes, so no cache answers for the engine.
  const tail = `\n% ${unique}\n\r\n--${boundary}--\r\n`;
  const bytes = new Uint8Array(head.length + pdf.length + tail.length);
  writeAscii(bytes, 0, head);
  bytes.set(pdf, head.length);
  writeAscii(bytes, head.length + pdf.length, tail);
  return { body: bytes.buffer, contentType: `multipart/form-data; boundary=${boundary}` };
}

function writeAscii(bytes: Uint8Array, offset: number, text: string): void {
  for (let index = 0; index < text.length; index += 1) bytes[offset + index] = text.charCodeAt(index);
}
