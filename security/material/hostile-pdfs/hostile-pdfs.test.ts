import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { activeContentIn } from './active-content.ts';
import { HOSTILE_PDFS } from './hostile-pdfs.ts';
import { onePage, pdfFile } from './pdf-file.ts';

describe('the collection', () => {
  test('has every kind, names of their own, and a right answer for each', () => {
    expect(new Set(HOSTILE_PDFS.map(({ kind }) => kind)).size).toBe(6);
    expect(new Set(HOSTILE_PDFS.map(({ name }) => name)).size).toBe(HOSTILE_PDFS.length);
    expect(HOSTILE_PDFS.length).toBeGreaterThanOrEqual(10);
    for (const { refusals } of HOSTILE_PDFS) expect(refusals.length).toBeGreaterThan(0);
  });
});

test('a written file names where its objects are', () => {
  const text = Buffer.from(pdfFile(onePage())).toString('latin1');
  const offsets = [...text.matchAll(/^(\d{10}) 00000 n/gm)].map(([, offset]) => Number(offset));
  expect(offsets).toHaveLength(5);
  for (const [index, offset] of offsets.entries()) expect(text.slice(offset)).toMatch(new RegExp(`^${index + 1} 0 obj`));
  expect(text.slice(Number(/startxref\n(\d+)/.exec(text)?.[1]))).toMatch(/^xref/);
});

describe('active content', () => {
  test('is found in the open and inside a compressed stream', () => {
    const open = HOSTILE_PDFS.find(({ name }) => name === 'runs-a-script-and-a-program');
    expect(activeContentIn(Buffer.from(open?.build() ?? []))).toEqual(['/JS', '/JavaScript', '/Launch']);
    const stream = deflateSync(Buffer.from('<< /S /JavaScript >>'));
    const hidden = pdfFile(onePage({ more: [{ value: '<< /Type /ObjStm /Filter /FlateDecode >>', stream }] }));
    expect(activeContentIn(Buffer.from(hidden))).toEqual(['/JavaScript']);
  });

  test('is not found where there is none, nor in bytes that only look compressed', () => {
    expect(activeContentIn(Buffer.from(pdfFile(onePage({ more: [{ value: '<< >>', stream: 'xxxxxxxx' }] }))))).toEqual([]);
  });
});
