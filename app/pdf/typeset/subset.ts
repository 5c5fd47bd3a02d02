/**
 * The part of a TrueType file that a PDF needs for some of its glyphs (ISO 32000-2, 9.9; tables as in the OpenType
 * specification). fontkit's own subsets are the same, but take ten times as long: it parses and rebuilds every table.
 */
export class GlyphSubset {
  readonly #source: TrueTypeTables;
  /** Glyph ids of the font, in the order of the subset's; the first is the one for what is missing. */
  readonly #glyphs = [0];
  readonly #ids = new Map([[0, 0]]);

  constructor(source: TrueTypeTables) {
    this.#source = source;
  }

  /** Returns the glyph's id in the subset. */
  include(glyph: number): number {
    let id = this.#ids.get(glyph);
    if (id === undefined) {
      id = this.#glyphs.push(glyph) - 1;
      this.#ids.set(glyph, id);
    }
    return id;
  }

  /** The font file. */
  encode(): Uint8Array {
    const source = this.#source;
    const outlines: Uint8Array[] = [];
    const offsets = [0];
    // Grows on the way: letters with accents are made of others.
    for (const glyph of this.#glyphs) {
      const outline = this.#withOwnParts(source.outline(glyph));
      outlines.push(outline);
      offsets.push((offsets.at(-1) as number) + outline.length);
    }
    const count = this.#glyphs.length;
    const metrics = this.#glyphs.map((glyph) => source.metrics(glyph));
    return fontFile([
      ['cvt ', source.table('cvt ')],
      ['fpgm', source.table('fpgm')],
      ['glyf', Buffer.concat(outlines)],
      ['head', patched(source.table('head'), { 8: [0, 0], 50: [1] })],
      ['hhea', patched(source.table('hhea'), { 34: [count] })],
      ['hmtx', Buffer.concat(metrics)],
      ['loca', bigEndian(offsets)],
      ['maxp', patched(source.table('maxp'), { 4: [count] })],
      ['prep', source.table('prep')],
    ]);
  }

  /** A glyph made of others names them by their ids in the subset. */
  #withOwnParts(outline: Buffer): Buffer {
    if (outline.length === 0 || outline.readInt16BE(0) >= 0) return outline;
    const own = Buffer.from(outline);
    for (let at = 10, more = true; more; ) {
      const flags = own.readUInt16BE(at);
      own.writeUInt16BE(this.include(own.readUInt16BE(at + 2)), at + 2);
      more = (flags & MORE_COMPONENTS) !== 0;
      at += 4 + (flags & ARGUMENTS_ARE_WORDS ? 4 : 2) + (flags & SCALE ? 2 : flags & SCALE_X_AND_Y ? 4 : flags & TWO_BY_TWO ? 8 : 0);
    }
    return own;
  }
}

const [ARGUMENTS_ARE_WORDS, SCALE, MORE_COMPONENTS, SCALE_X_AND_Y, TWO_BY_TWO] = [0x1, 0x8, 0x20, 0x40, 0x80];

/** A TrueType file of ours, by its tables. */
export class TrueTypeTables {
  readonly #file: Buffer;
  readonly #tables = new Map<string, readonly [start: number, end: number]>();
  readonly #longOffsets: boolean;
  readonly #metricsCount: number;

  constructor(file: Buffer) {
    this.#file = file;
    for (let i = 0, at = 12; i < file.readUInt16BE(4); i++, at += 16) {
      const start = file.readUInt32BE(at + 8);
      this.#tables.set(file.toString('latin1', at, at + 4), [start, start + file.readUInt32BE(at + 12)]);
    }
    this.#longOffsets = this.table('head').readInt16BE(50) === 1;
    this.#metricsCount = this.table('hhea').readUInt16BE(34);
  }

  /** Empty for one that the font lacks. */
  table(tag: string): Buffer {
    const [start, end] = this.#tables.get(tag) ?? [0, 0];
    return this.#file.subarray(start, end);
  }

  outline(glyph: number): Buffer {
    const loca = this.table('loca');
    const at = (i: number) => (this.#longOffsets ? loca.readUInt32BE(4 * i) : 2 * loca.readUInt16BE(2 * i));
    return this.table('glyf').subarray(at(glyph), at(glyph + 1));
  }

  /** Advance and left bearing, four bytes. From the last full entry on all glyphs are equally wide. */
  metrics(glyph: number): Buffer {
    const hmtx = this.table('hmtx');
    const last = this.#metricsCount - 1;
    if (glyph <= last) return hmtx.subarray(4 * glyph, 4 * glyph + 4);
    const bearing = 4 * this.#metricsCount + 2 * (glyph - this.#metricsCount);
    return Buffer.concat([hmtx.subarray(4 * last, 4 * last + 2), hmtx.subarray(bearing, bearing + 2)]);
  }
}

/** A copy with these 16-bit words at these places. */
function patched(table: Buffer, words: Readonly<Record<number, readonly number[]>>): Buffer {
  const copy = Buffer.from(table);
  for (const [at, values] of Object.entries(words))
    for (const [i, value] of values.entries()) copy.writeUInt16BE(value, Number(at) + 2 * i);
  return copy;
}

function bigEndian(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [i, value] of values.entries()) bytes.writeUInt32BE(value, 4 * i);
  return bytes;
}

/** Puts tables, sorted by tag, behind a table directory. */
function fontFile(all: readonly (readonly [tag: string, bytes: Buffer])[]): Buffer {
  const tables = all.filter(([, bytes]) => bytes.length > 0);
  const directory = Buffer.alloc(12 + 16 * tables.length);
  const power = Math.floor(Math.log2(tables.length));
  directory.writeUInt32BE(0x00010000, 0);
  for (const [i, value] of [tables.length, 16 * 2 ** power, power, 16 * (tables.length - 2 ** power)].entries()) {
    directory.writeUInt16BE(value, 4 + 2 * i);
  }
  const parts = [directory];
  let at = directory.length;
  for (const [i, [tag, bytes]] of tables.entries()) {
    const padded = Buffer.alloc((bytes.length + 3) & ~3);
    bytes.copy(padded);
    const entry = 12 + 16 * i;
    directory.write(tag, entry, 'latin1');
    for (const [k, value] of [checksum(padded), at, bytes.length].entries()) directory.writeUInt32BE(value, entry + 4 + 4 * k);
    parts.push(padded);
    at += padded.length;
  }
  const file = Buffer.concat(parts);
  const head = 12 + 16 * tables.findIndex(([tag]) => tag === 'head');
  file.writeUInt32BE((0xb1b0afba - checksum(file)) >>> 0, file.readUInt32BE(head + 8) + 8);
  return file;
}

function checksum(bytes: Buffer): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 4) sum = (sum + bytes.readUInt32BE(at)) >>> 0;
  return sum;
}
