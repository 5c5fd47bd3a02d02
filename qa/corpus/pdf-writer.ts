import { createHash } from 'node:crypto';

interface PdfObject {
  readonly value: string;
  readonly stream?: Uint8Array | undefined;
}

export interface WriteOptions {
  /** Header version. Default 1.7. */
  readonly version?: string;
  /** Further entries of the trailer, as PDF source. */
  readonly trailer?: string;
  /** `streams` puts objects without a stream into an object stream and writes a cross-reference stream (PDF 1.5). */
  readonly layout?: 'table' | 'streams';
}

/**
 * Writes PDF files from their objects, the same bytes for the same calls. It knows the file's syntax and nothing else (ISO 32000-2, 7.5), so
 * that a document of the corpus owes nothing to the libraries that read it.
 */
export class PdfWriter {
  readonly #objects: PdfObject[] = [];

  /** Number of the object that `add` makes next. */
  get next(): number {
    return this.#objects.length + 1;
  }

  /** Adds an object by its source, a stream's dictionary without its `/Length`. Returns its reference. */
  add(value: string, stream?: string | Uint8Array): string {
    const bytes = typeof stream === 'string' ? Buffer.from(stream, 'latin1') : stream;
    this.#objects.push({ value, stream: bytes });
    return `${this.#objects.length} 0 R`;
  }

  /** Replaces an object made before, which is how two of them can refer to each other. */
  replace(reference: string, value: string, stream?: string | Uint8Array): void {
    const bytes = typeof stream === 'string' ? Buffer.from(stream, 'latin1') : stream;
    this.#objects[Number.parseInt(reference, 10) - 1] = { value, stream: bytes };
  }

  /** The file. `root` is the catalogue's reference. */
  write(root: string, { version = '1.7', trailer = '', layout = 'table' }: WriteOptions = {}): Uint8Array {
    const bytes = new Bytes(`%PDF-${version}\n%\xe2\xe3\xcf\xd3\n`);
    const id = createHash('md5').update(JSON.stringify(this.#objects)).digest('hex');
    const entries = `/Root ${root} /ID [<${id}> <${id}>] ${trailer}`;
    if (layout === 'table') this.#writeTable(bytes, entries);
    else this.#writeStreams(bytes, entries);
    return bytes.joined();
  }

  #writeTable(bytes: Bytes, entries: string): void {
    const offsets = this.#objects.map((object, i) => bytes.put(source(object, i + 1)));
    const start = bytes.put(`xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n`);
    for (const offset of offsets) bytes.put(`${String(offset).padStart(10, '0')} 00000 n \n`);
    bytes.put(`trailer\n<< /Size ${offsets.length + 1} ${entries} >>\nstartxref\n${start}\n%%EOF\n`);
  }

  #writeStreams(bytes: Bytes, entries: string): void {
    const packed = this.#objects.flatMap(({ value, stream }, i) => (stream ? [] : [{ number: i + 1, value }]));
    const holder = this.#objects.length + 1;
    const rows: number[][] = [[0, 0, 65535]];
    for (const [i, object] of this.#objects.entries()) {
      if (object.stream) rows[i + 1] = [1, bytes.put(source(object, i + 1)), 0];
    }
    for (const [i, { number }] of packed.entries()) rows[number] = [2, holder, i];
    let at = 0;
    const heads = packed.map(({ number, value }) => {
      const head = `${number} ${at}`;
      at += value.length + 1;
      return head;
    });
    const first = `${heads.join(' ')}\n`;
    const body = Buffer.from(first + packed.map(({ value }) => `${value}\n`).join(''), 'latin1');
    const dict = `<< /Type /ObjStm /N ${packed.length} /First ${first.length} >>`;
    rows[holder] = [1, bytes.put(source({ value: dict, stream: body }, holder)), 0];
    const start = bytes.length;
    rows.push([1, start, 0]);
    const table = Buffer.concat(rows.map(([type = 0, second = 0, third = 0]) => row(type, second, third)));
    const xref = `<< /Type /XRef /Size ${rows.length} /W [1 4 2] ${entries} >>`;
    bytes.put(source({ value: xref, stream: table }, holder + 1));
    bytes.put(`startxref\n${start}\n%%EOF\n`);
  }
}

function row(type: number, second: number, third: number): Buffer {
  const bytes = Buffer.alloc(7);
  bytes.writeUInt8(type, 0);
  bytes.writeUInt32BE(second, 1);
  bytes.writeUInt16BE(third, 5);
  return bytes;
}

function source({ value, stream }: PdfObject, number: number): Buffer {
  if (!stream) return Buffer.from(`${number} 0 obj\n${value}\nendobj\n`, 'latin1');
  const dict = value.replace(/>>\s*$/, `/Length ${stream.length} >>`);
  return Buffer.concat([Buffer.from(`${number} 0 obj\n${dict}\nstream\n`, 'latin1'), stream, Buffer.from('\nendstream\nendobj\n')]);
}

class Bytes {
  readonly #parts: Buffer[] = [];
  length = 0;

  constructor(head: string) {
    this.put(head);
  }

  /** Returns where the part begins. */
  put(part: string | Buffer): number {
    const at = this.length;
    const bytes = typeof part === 'string' ? Buffer.from(part, 'latin1') : part;
    this.#parts.push(bytes);
    this.length += bytes.length;
    return at;
  }

  joined(): Uint8Array {
    return new Uint8Array(Buffer.concat(this.#parts));
  }
}
