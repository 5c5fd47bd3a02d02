import { expect, test } from 'vitest';
import { bytesOf, CORPUS } from '../../corpus/catalogue.ts';
import { compare, inventory } from './conserved.ts';

/** A document that is not there is an error, so that none goes unlooked at. */
function corpus(name: string): Uint8Array {
  const entry = CORPUS.find((one) => one.name === name);
  if (!entry) throw new Error(`the corpus has no ${name}`);
  return bytesOf(entry);
}

test('every kind is found where the corpus says it is', async () => {
  const handbook = await inventory(corpus('handbook'));
  expect(handbook.labels).toEqual(['0 i', '1 ii', '2 1', '3 2']);
  expect(handbook.attachments).toEqual([expect.stringMatching(/^parts\.csv [0-9a-f]{64}$/)]);
  expect((await inventory(corpus('form-fields'))).fields).not.toEqual([]);
  expect((await inventory(corpus('annotations'))).annotations).not.toEqual([]);
});

test('what is gone or changed is missing, however much there is besides', () => {
  const nothing = { fields: [], annotations: [], labels: [], attachments: [] };
  const before = { ...nothing, fields: ['a', 'a'], attachments: ['parts.csv 1'] };
  const after = { ...nothing, fields: ['a', 'b', 'c'], attachments: ['parts.csv 2'] };
  expect(compare(before, after)).toMatchObject({ fields: { before: 2, after: 1 }, attachments: { before: 1, after: 0 } });
});
