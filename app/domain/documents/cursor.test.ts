import { expect, test } from 'vitest';
import { DomainError } from '../errors.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';

const ID = '00000000-0000-4000-8000-000000000001';
const forged = (text: string): string => Buffer.from(text).toString('base64url');

test('a cursor leads back to where a page ended', () => {
  const end = { createdAt: '2026-02-28T23:59:59.999Z', id: ID };
  expect(decodeCursor(encodeCursor(end))).toEqual(end);
});

test.each([
  'nonsense',
  '',
  `2026-01-01T00:00:00.000Z ${ID}; DROP TABLE documents`,
  `2026-02-31T00:00:00.000Z ${ID}`,
  `2026-01-01T24:00:00.000Z ${ID}`,
  `2026-13-01T00:00:00.000Z ${ID}`,
  `0000-01-01T00:00:00.000Z ${ID}`,
])('one that we did not make is refused before the database sees it: %s', (text) => {
  expect(() => decodeCursor(forged(text))).toThrow(DomainError);
});
