import { describe, expect, test } from 'vitest';
import { EMPTY_DRAFT, findMistakes, TAKEN, termOf } from './term-draft.ts';

const garden = { id: '1', from: 'en', to: 'es', source: 'Garden', target: null };

describe('a term as it is typed', () => {
  test('is stored as one line without spaces at its ends; what is kept has no replacement', () => {
    expect(termOf({ source: ' the\tgreen \n house ', isKept: false, target: ' la  casa ' })).toEqual({
      source: 'the green house',
      target: 'la casa',
    });
    expect(termOf({ source: 'x', isKept: true, target: 'forgotten' })).toEqual({ source: 'x', target: null });
  });

  test.each([
    ['nothing', EMPTY_DRAFT, ['source']],
    ['only spaces', { source: ' \t', isKept: false, target: ' ' }, ['source', 'target']],
    ['no replacement', { source: 'Path', isKept: false, target: '' }, ['target']],
    ['too much', { source: 'a'.repeat(201), isKept: false, target: 'b'.repeat(201) }, ['source', 'target']],
  ])('cannot be saved with %s', (_, draft, fields) => {
    expect(Object.keys(findMistakes(draft, [garden]))).toEqual(fields);
  });

  test('is there once for a pair of languages, whatever its case', () => {
    expect(findMistakes({ ...EMPTY_DRAFT, source: 'GARDEN ' }, [garden])).toEqual({ source: TAKEN });
    expect(findMistakes({ ...EMPTY_DRAFT, source: 'Gardens' }, [garden])).toEqual({});
  });

  test('may be as long as the server takes', () => {
    expect(findMistakes({ source: 'a'.repeat(200), isKept: false, target: 'b'.repeat(200) }, [])).toEqual({});
  });
});
