import { deflateSync } from 'node:zlib';
import { PDFContext, PDFRawStream } from '@cantoo/pdf-lib';
import { expect, test } from 'vitest';
import { decode } from './streams.ts';

const context = PDFContext.create();
const stream = (Filter: string | string[], bytes: Uint8Array) => PDFRawStream.of(context.obj({ Filter }), bytes);
const text = (of: PDFRawStream) => Buffer.from(decode(of) ?? 'damaged').toString();

test.each(['FlateDecode', 'Fl', ['Fl'], ['FlateDecode']].map((filter) => [filter]))('a stream behind %j is read', (filter) => {
  expect(text(stream(filter, deflateSync('q Q')))).toBe('q Q');
});

test('short names work in a chain, too', () => {
  const hex = Buffer.from(`${deflateSync('BT ET').toString('hex')}>`);
  expect(text(stream(['AHx', 'Fl'], hex))).toBe('BT ET');
});

const prose = Array.from({ length: 300 }, (_, i) => `BT (${Math.sin(i)}) Tj ET`).join('\n');
const whole = deflateSync('BT (a) Tj ET\n'.repeat(500));
const spoiled = (at: number) => whole.map((byte, i) => (i === at ? byte ^ 0xff : byte));

test('a stream that is cut off is read as far as it goes', () => {
  const read = text(stream('FlateDecode', deflateSync(prose).subarray(0, 600)));
  expect(read.length).toBeGreaterThan(100);
  expect(prose.startsWith(read)).toBe(true);
});

test('a wrong checksum spoils nothing, a wrong code or an unknown filter all of it', () => {
  expect(text(stream('FlateDecode', spoiled(whole.length - 1)))).toHaveLength(500 * 13);
  expect(text(stream('FlateDecode', spoiled(0)))).toBe('damaged');
  expect(text(stream('NoSuchDecode', whole))).toBe('damaged');
});
