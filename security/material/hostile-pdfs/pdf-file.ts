/** One indirect object: its dictionary (or any other value) as PDF source, and its stream. */
export interface PdfObject {
  readonly value: string;
  readonly stream?: Uint8Array | string;
}

/**
 * A PDF file from its objects, numbered from 1, with a correct cross-reference table: what is hostile about it is what the caller put in, not
 * a slip of the writer. Object 1 is the catalogue. `trailer` is added to the trailer's dictionary.
 */
export function pdfFile(objects: readonly (PdfObject | string)[], trailer = ''): Uint8Array {
  const parts: Buffer[] = [];
  const offsets: number[] = [];
  let length = 0;
  const write = (bytes: Uint8Array | string): void => {
    const part = Buffer.from(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
    parts.push(part);
    length += part.length;
  };
  write('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n');
  objects.forEach((object, index) => {
    const { value, stream }: PdfObject = typeof object === 'string' ? { value: object } : object;
    offsets.push(length);
    write(`${index + 1} 0 obj\n`);
    if (stream === undefined) write(value);
    else {
      const bytes = typeof stream === 'string' ? Buffer.from(stream, 'latin1') : stream;
      write(`${value.replace(/>>\s*$/, `/Length ${bytes.length} >>`)}\nstream\n`);
      write(bytes);
      write('\nendstream');
    }
    write('\nendobj\n');
  });
  const start = length;
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  write(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}`);
  write(`trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${start}\n%%EOF\n`);
  return new Uint8Array(Buffer.concat(parts));
}

/** The objects of a one-page document: catalogue, page tree, page, content, font; further ones are numbered from 6. */
export function onePage(
  options: {
    readonly content?: PdfObject;
    readonly resources?: string;
    readonly catalog?: string;
    readonly more?: readonly (PdfObject | string)[];
  } = {},
): (PdfObject | string)[] {
  return [
    `<< /Type /Catalog /Pages 2 0 R ${options.catalog ?? ''} >>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> ${options.resources ?? ''} >> >>`,
    options.content ?? { value: '<< >>', stream: 'BT /F1 12 Tf 72 700 Td (The contract ends in December.) Tj ET' },
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    ...(options.more ?? []),
  ];
}
