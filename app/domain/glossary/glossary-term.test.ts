import { expect, test } from 'vitest';
import { tidied } from './glossary-term.ts';

test('a term is stored without spaces at its ends or twice in a row', () => {
  const pair = { from: 'en', to: 'es' };
  expect(tidied({ ...pair, source: ' control \u00a0 panel ', target: ' cuadro  de mandos' })).toEqual({
    ...pair,
    source: 'control panel',
    target: 'cuadro de mandos',
  });
  expect(tidied({ ...pair, source: 'TransKeep', target: null })).toEqual({ ...pair, source: 'TransKeep', target: null });
});
