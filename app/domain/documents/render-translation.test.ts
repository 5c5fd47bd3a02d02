import { expect, test } from 'vitest';
import { changedPages } from './render-translation.ts';

const blocks = [
  { page: 1, revision: 0 },
  { page: 3, revision: 3 },
  { page: 2, revision: 2 },
  { page: 3, revision: 4 },
];

test('pages are rendered again that changed after the stored rendering', () => {
  expect(changedPages({ renderedRevision: 2, pageCount: 3 }, blocks)).toEqual([3]);
  expect(changedPages({ renderedRevision: 1, pageCount: 4 }, blocks)).toEqual([2, 3]);
  expect(changedPages({ renderedRevision: 4, pageCount: 4 }, blocks)).toEqual([]);
});

test('the whole document is, when most of it changed or nothing is stored yet', () => {
  expect(changedPages({ renderedRevision: 1, pageCount: 3 }, blocks)).toBeUndefined();
  expect(changedPages({ renderedRevision: 2, pageCount: 1 }, blocks)).toBeUndefined();
  expect(changedPages({ renderedRevision: null, pageCount: 3 }, blocks)).toBeUndefined();
});
