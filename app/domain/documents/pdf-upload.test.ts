import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { DomainError } from '../errors.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { checkedPdf, safeFileName, tooLarge } from './pdf-upload.ts';

const pass = async (chunks: (string | Buffer)[], maxBytes = 10_000): Promise<string> =>
  Buffer.concat(await Readable.from(checkedPdf(Readable.from(chunks.map((chunk) => Buffer.from(chunk))), maxBytes)).toArray()).toString();

describe('a file that passes', () => {
  test.each([
    ['in one piece', ['%PDF-1.7 all']],
    ['with its header in pieces', ['%', 'PD', 'F', '-', '1.7 all']],
    ['with lines before the header', ['Received: by mail\r\n\r\n%PDF-1.4', ' all']],
    ['as large as allowed', ['%PDF-1.7', 'x'.repeat(9992)]],
  ])('%s', async (_how, chunks) => {
    expect(await pass(chunks)).toBe(chunks.join(''));
  });
});

describe('a file that does not', () => {
  test.each([
    ['empty', [], 'not-a-pdf'],
    ['another format', ['PK\u0003\u0004 a zip file'], 'not-a-pdf'],
    ['nearly a header', ['%PDE-1.7'], 'not-a-pdf'],
    ['a header far behind', ['x'.repeat(1020), '%PDF-1.7'], 'not-a-pdf'],
    ['one byte too large', ['%PDF-1.7', 'x'.repeat(9993)], 'too-large'],
  ])('%s', async (_what, chunks, code) => {
    await expect(pass(chunks)).rejects.toMatchObject({ name: 'DomainError', code });
  });

  test('passes nothing on before it has shown what it is', async () => {
    const passed: unknown[] = [];
    const reading = (async () => {
      for await (const chunk of checkedPdf(Readable.from([Buffer.from('not'), Buffer.from(' a pdf')]), 100)) passed.push(chunk);
    })();
    await expect(reading).rejects.toThrow(DomainError);
    expect(passed).toEqual([]);
  });
});

test('the limit is said in megabytes', () => {
  expect(tooLarge(25 * 1024 * 1024).message).toContain('25 MB');
});

test.each([
  ['Report.pdf', 'Report.pdf'],
  ['C:\\Users\\ana\\Report.pdf', 'Report.pdf'],
  ['../../etc/passwd', 'passwd'],
  ['a\r\nSet-Cookie: x.pdf', 'aSet-Cookie: x.pdf'],
  ['\u202Efdp.exe', 'fdp.exe'],
  ['Jardín 中文.pdf', 'Jardín 中文.pdf'],
  ['  ', 'document.pdf'],
  [undefined, 'document.pdf'],
  ['x'.repeat(400), 'x'.repeat(150)],
])('the name %j becomes %j', (given, safe) => {
  expect(safeFileName(given)).toBe(safe);
});

describe('cursor', () => {
  const position = { createdAt: '2026-11-22T10:00:00.123Z', id: '0b9fbc7e-6a1c-4f0e-9c39-0d6f3b3f9d11' };

  test('comes back as it went', () => {
    expect(decodeCursor(encodeCursor(position))).toEqual(position);
  });

  test.each([
    '',
    'zzz',
    Buffer.from('2026-11-22T10:00:00.123Z').toString('base64url'),
    encodeCursor({ ...position, id: "' OR 1=1" }),
    encodeCursor({ ...position, createdAt: '2026-99-99T10:00:00.123Z' }),
  ])('refuses %j', (cursor) => {
    expect(() => decodeCursor(cursor)).toThrow(DomainError);
  });
});
