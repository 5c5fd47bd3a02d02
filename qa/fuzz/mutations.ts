import { deflateSync, inflateSync } from 'node:zlib';
import type { Random } from './random.ts';

/** One way to spoil a PDF. In: its bytes as Latin-1 text, one character a byte. */
type Mutation = (file: string, random: Random) => string;

/** Numbers at which readers count wrongly: signs, sizes of machine words, and what is no number. */
const EXTREMES = [
  '0',
  '-1',
  '1',
  '255',
  '65536',
  '2147483647',
  '2147483648',
  '-2147483649',
  '4294967296',
  '99999999999999999999',
  '1e308',
  '0.0000000001',
  '--5',
  '.',
];
const DEEP = 4000;
const MOST_STREAM_BYTES = 4 * 1024 * 1024;

const MUTATIONS: Readonly<Record<string, Mutation>> = {
  'flip bits'(file, random) {
    const bytes = Buffer.from(file, 'latin1');
    for (let n = 1 + random.below(20); n > 0; n--) {
      const at = random.below(bytes.length);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
    }
    return bytes.toString('latin1');
  },
  truncate: (file, random) => file.slice(0, random.below(file.length)),
  'cut out'(file, random) {
    const from = random.below(file.length);
    return file.slice(0, from) + file.slice(from + 1 + random.below(200));
  },
  'copy over'(file, random) {
    const [from, to, size] = [random.below(file.length), random.below(file.length), 1 + random.below(300)];
    return file.slice(0, to) + file.slice(from, from + size) + file.slice(to + size);
  },
  'swap objects'(file, random) {
    const references = [...file.matchAll(/\b\d+ 0 R\b/g)];
    if (references.length < 2) return file;
    const [one, other] = [random.pick(references), random.pick(references)];
    return replaceAt(file, one, other[0]);
  },
  'point at itself'(file, random) {
    const numbers = [...file.matchAll(/\b(\d+) 0 obj\b/g)];
    if (numbers.length === 0) return file;
    const object = random.pick(numbers);
    const reference = [...file.slice(object.index, object.index + 2000).matchAll(/\b\d+ 0 R\b/g)];
    if (reference.length === 0) return file;
    const found = random.pick(reference);
    return replace(file, object.index + found.index, found[0].length, `${object[1]} 0 R`);
  },
  'lie about a length': (file, random) => replaceOne(file, /\/Length\d? \d+/g, random, () => `/Length ${random.pick(EXTREMES)}`),
  'extreme number': (file, random) => replaceOne(file, /(?<=[\s[])-?\d+(?:\.\d+)?(?=[\s\]])/g, random, () => random.pick(EXTREMES)),
  'delete a key': (file, random) => replaceOne(file, /\/[A-Z]\w*/g, random, () => ''),
  'rename a key': (file, random) => {
    const names = [...file.matchAll(/\/[A-Z]\w*/g)].map(([name]) => name);
    return names.length === 0 ? file : replaceOne(file, /\/[A-Z]\w*/g, random, () => random.pick(names));
  },
  nest: (file, random) => {
    const [open, close] = random.pick([
      ['[', ']'],
      ['<< /K ', '>>'],
      ['(', ')'],
      ['q ', 'Q '],
      ['BT ', 'ET '],
    ] as const);
    return replaceOne(file, /\b\d+ 0 R\b|\bTj\b|\bQ\b|\[[^\]]*\]/g, random, (found) => open.repeat(DEEP) + found + close.repeat(DEEP));
  },
  'repeat operators': (file, random) =>
    replaceOne(file, /\bBT\b[\s\S]*?\bET\b/g, random, (found) => found.slice(0, 200).repeat(1 + random.below(500))),
  'change inside a stream': inStream,
};

const NAMES = Object.keys(MUTATIONS);

/** Spoils a file in one to three ways. Out: the bytes, and what was done. */
export function mutate(pdf: Uint8Array, random: Random): { pdf: Uint8Array; mutations: string[] } {
  let file = Buffer.from(pdf).toString('latin1');
  const mutations = Array.from({ length: 1 + random.below(3) }, () => random.pick(NAMES));
  for (const name of mutations) file = file.length === 0 ? file : (MUTATIONS[name] as Mutation)(file, random);
  return { pdf: new Uint8Array(Buffer.from(file, 'latin1')), mutations };
}

/** Compressed streams hide what is worth changing: one is opened, changed and closed again. */
function inStream(file: string, random: Random): string {
  const starts = [...file.matchAll(/stream\r?\n(?=x)/g)];
  if (starts.length === 0) return file;
  const start = random.pick(starts);
  const at = start.index + start[0].length;
  const end = file.indexOf('endstream', at);
  const content = end < 0 ? undefined : inflated(Buffer.from(file.slice(at, end), 'latin1'));
  if (!content) return file;
  const inside = random.pick(['flip bits', 'cut out', 'copy over', 'extreme number', 'delete a key', 'nest', 'repeat operators'] as const);
  const changed = deflateSync(Buffer.from((MUTATIONS[inside] as Mutation)(content, random), 'latin1')).toString('latin1');
  return `${file.slice(0, at)}${changed}\n${file.slice(end)}`;
}

function inflated(bytes: Buffer): string | undefined {
  try {
    return inflateSync(bytes, { maxOutputLength: MOST_STREAM_BYTES }).toString('latin1') || undefined;
  } catch {
    // Another mutation has been here before, or it never was a zlib stream.
    return undefined;
  }
}

function replaceOne(file: string, pattern: RegExp, random: Random, by: (found: string) => string): string {
  const matches = [...file.matchAll(pattern)];
  if (matches.length === 0) return file;
  const match = random.pick(matches);
  return replaceAt(file, match, by(match[0]));
}

const replaceAt = (file: string, match: RegExpExecArray, by: string): string => replace(file, match.index, match[0].length, by);

function replace(file: string, at: number, length: number, by: string): string {
  return file.slice(0, at) + by + file.slice(at + length);
}
