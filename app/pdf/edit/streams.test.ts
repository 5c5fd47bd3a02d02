import { deflateSync } from 'node:zlib';
import { PDFContext, PDFRawStream } from '@cantoo/pdf-lib';
import { expect, test } from 'vitest';
import { decode } from './streams.ts';

const context = PDFContext.create();
const stream = (Filter: string | string[], bytes: Uint8Array) => PDFRawStream.of(context.obj({ Filter }), bytes);

test.each(['FlateDecode', 'Fl', ['Fl'], ['FlateDecode']].map((filter) => [filter]))('a stream behind %j is read', (filter) => {
  expect(Buffer.from(decode(stream(filter, deflateSync('q Q')))).toString()).toBe('q Q');
});

test('short names work in a chain, too', () => {
  const hex = Buffer.from(`${deflateSync('BT ET').toString('hex')}>`);
  expect(Buffer.from(decode(stream(['AHx', 'Fl'], hex))).toString()).toBe('BT ET');
});
