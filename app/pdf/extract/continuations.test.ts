import { expect, test } from 'vitest';
import type { Block } from '../types.ts';
import { markContinuations } from './continuations.ts';

const LEFT: Block['box'] = [50, 100, 290, 200];
const RIGHT: Block['box'] = [310, 600, 550, 700];
const OPEN = 'The wheel of the old mill turns again every day, and visitors of the town';
const REST = 'can see how flour was made two hundred years ago.';

function block(id: string, text: string, over: Partial<Block> = {}): Block {
  const style = { fontSize: 10, bold: false, italic: false, align: 'left' as const };
  return { id, page: 1, kind: 'paragraph', box: LEFT, text, translatable: true, lines: 2, ...style, ...over };
}

const marks = (...blocks: Block[]) =>
  Object.fromEntries(markContinuations(blocks).flatMap(({ id, continuedIn }) => (continuedIn ? [[id, continuedIn]] : [])));

test('a sentence goes on in the next column, and on the next page', () => {
  expect(marks(block('a', OPEN), block('b', REST, { box: RIGHT }))).toEqual({ a: 'b' });
  expect(marks(block('a', OPEN), block('b', REST, { page: 2 }))).toEqual({ a: 'b' });
  expect(marks(block('a', `${OPEN.slice(0, -1)}-`), block('b', REST, { page: 2 }))).toEqual({ a: 'b' });
});

test('headers, footnotes, captions and pictures between them do not count', () => {
  const note = block('note', 'See the report of the council.', { fontSize: 7 });
  const caption = block('caption', 'The mill beside the river', { italic: true });
  const head = block('head', 'Chapter two', { page: 2, kind: 'heading', bold: true });
  const number = block('number', '2', { page: 2, kind: 'literal' });
  expect(marks(block('a', OPEN), note, caption, number, head, block('b', REST, { page: 2 }))).toEqual({ a: 'b' });
});

test('a sentence may go on over several columns', () => {
  expect(marks(block('a', OPEN), block('b', OPEN.toLowerCase(), { box: RIGHT }), block('c', REST, { page: 2 }))).toEqual({
    a: 'b',
    b: 'c',
  });
});

test.each([
  ['it has ended', block('a', `${OPEN}.`), block('b', REST, { page: 2 })],
  ['it has ended in a quotation with a note mark', block('a', `${OPEN}.” 12`), block('b', REST, { page: 2 })],
  ['the next one begins anew', block('a', OPEN), block('b', 'Visitors can see how flour was made.', { page: 2 })],
  ['the next one is of another style', block('a', OPEN), block('b', REST, { page: 2, fontSize: 8 })],
  ['the next one is an item of a list', block('a', OPEN), block('b', 'a) see how flour was made', { page: 2, kind: 'list-item' })],
  ['the next one stands below', block('a', OPEN, { box: [50, 600, 290, 700] }), block('b', REST)],
  ['a page lies between', block('a', OPEN), block('b', REST, { page: 3 })],
  ['they are cells of a table', block('a', 'width of the wheel'), block('b', 'height of the mill', { box: RIGHT })],
  ['the next one is wider', block('a', OPEN), block('b', REST, { page: 2, box: [50, 600, 550, 700] })],
  ['it is a heading', block('a', OPEN, { kind: 'heading' }), block('b', REST, { page: 2 })],
])('no sentence goes on: %s', (_, a, b) => {
  expect(marks(a, b)).toEqual({});
});
