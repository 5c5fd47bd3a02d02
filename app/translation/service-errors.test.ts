import { expect, test } from 'vitest';
import { remembered } from './remembered.ts';
import { isWritable, pairsOf } from './scripts.ts';
import { errorOfStatus, retryAfterMs } from './service-errors.ts';

test.each([
  ['3', 3000],
  ['0', 0],
  ['99999999', 3_600_000],
  ['Thu, 01 Jan 1970 00:00:10 GMT', 9000],
  ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
  ['soon', undefined],
  ['', undefined],
  [null, undefined],
])('Retry-After %s is %s ms', (header, ms) => {
  expect(retryAfterMs(header, 1000)).toBe(ms);
});

test.each([
  [401, { name: 'TranslationError', lasting: true }],
  [429, { name: 'TranslationError', lasting: false, throttled: true, retryAfterMs: 2000 }],
  [502, { name: 'TranslationError', lasting: false, throttled: false }],
  [400, { name: 'TranslationRefusedError' }],
])('status %i', (status, expected) => {
  expect(errorOfStatus('x', status, '2')).toMatchObject(expected);
});

test('only what the layout engine can write is offered', () => {
  expect(['en', 'el', 'ru', 'sr', 'pt-BR'].every(isWritable)).toBe(true);
  expect(['ar', 'he', 'ja', 'zh', 'th', 'hi', 'ko', 'Spanish, please', ''].some(isWritable)).toBe(false);
  expect(pairsOf(['EN', 'auto'], ['es', 'en-us', 'zh-TW'])).toEqual([{ from: 'en', to: 'es' }]);
});

test('what was answered once is good enough while asking fails', async () => {
  const answers = [async () => 1, () => Promise.reject(new Error('away')), async () => 2];
  const ask = remembered(() => (answers.shift() ?? (() => Promise.reject(new Error('asked too often'))))(), 0);
  expect([await ask(), await ask(), await ask()]).toEqual([1, 1, 2]);
  await expect(remembered(() => Promise.reject(new Error('away')), 0)()).rejects.toThrow('away');
});
