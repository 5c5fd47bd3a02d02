/**
 * A file's objects with a trailer made anew, for a file whose own is cut off or spoilt; undefined when no catalogue is to be found. Readers find
 * their way through such files by their objects alone, as this does.
 */
export function withNewTrailer(pdf: Uint8Array): Uint8Array | undefined {
  const file = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).toString('latin1');
  const end = file.lastIndexOf('endobj');
  const root = last(file, /\/Root\s+(\d+\s+\d+\s+R)\b/g) ?? catalogue(file);
  if (end < 0 || root === undefined) return undefined;
  const encrypt = last(file, /\/Encrypt\s+(\d+\s+\d+\s+R)\b/g);
  // The key of an encrypted file is made with its id, were it an empty one.
  const id = last(file, /\/ID\s*(\[\s*<[\da-fA-F\s]*>\s*<[\da-fA-F\s]*>\s*\])/g) ?? '[<> <>]';
  const protection = encrypt ? `/Encrypt ${encrypt} /ID ${id}` : '';
  return Buffer.from(`${file.slice(0, end)}endobj\ntrailer\n<< /Root ${root} ${protection} >>\nstartxref\n0\n%%EOF\n`, 'latin1');
}

function last(file: string, pattern: RegExp): string | undefined {
  let found: string | undefined;
  for (const match of file.matchAll(pattern)) found = match[1];
  return found;
}

/** A catalogue names its type soon after its object begins. */
const CATALOGUE_HEAD = 2000;

function catalogue(file: string): string | undefined {
  const at = Math.max(file.lastIndexOf('/Type /Catalog'), file.lastIndexOf('/Type/Catalog'));
  if (at < 0) return undefined;
  const number = last(file.slice(Math.max(0, at - CATALOGUE_HEAD), at), /(\d{1,10}\s+\d{1,5})\s+obj\b/g);
  return number && `${number} R`;
}
