import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainText, type Run, readTagged, tagProblem, writeTagged } from './tagged-text.ts';

const run = fc.oneof(
  fc.record({ text: fc.string({ minLength: 1, unit: 'grapheme' }) }),
  fc.record({ text: fc.string({ minLength: 1, unit: 'grapheme' }), span: fc.integer({ min: 1, max: 999 }) }),
  fc.record({ text: fc.string({ minLength: 1 }), span: fc.integer({ min: 1, max: 999 }), keep: fc.constant(true) }),
);
/** Neighbours of the main style are one run once they are read. */
function joined(runs: readonly Run[]): Run[] {
  const all: Run[] = [];
  for (const next of runs) {
    const last = all.at(-1);
    const together = last && last.span === undefined && next.span === undefined;
    if (together) all.splice(-1, 1, { text: last.text + next.text });
    else all.push(next);
  }
  return all;
}

test('whatever is written is read back', () => {
  fc.assert(
    fc.property(fc.array(run, { maxLength: 12 }), (runs) => {
      expect(readTagged(writeTagged(runs))).toEqual(joined(runs));
      expect(plainText(writeTagged(runs))).toBe(runs.map(({ text }) => text).join(''));
    }),
  );
});

test.each(['<s1>open', 'stray</s1>', '<s1>a<s2>b</s2></s1>', '<s1>a</k1>', '<b>bold</b>', 'a < b', 'a > b', 'fish & chips', '<s1>a</s2>'])(
  '%s is not well formed, and loses nothing as plain text',
  (tagged) => {
    expect(readTagged(tagged)).toBeNull();
    expect(plainText(tagged)).toBe(tagged);
  },
);

test.each([
  ['Press <s1>Start</s1>', 'Pulse <s1>Inicio</s1>', null],
  ['<s1>not</s1> now', '<s1>ahora</s1> <s1>no</s1>', null],
  ['Press <s1>Start</s1>', 'Pulse Inicio', 'the style 1 is lost'],
  ['Press <s1>Start</s1>', 'Pulse <s2>Inicio</s2>', 'the style 2 is not in the source'],
  ['open <k1>a.ini</k1>', 'abra <k1>a.ini</k1>', null],
  ['open <k1>a.ini</k1>', 'abra <k1>un.ini</k1>', 'what must be kept has changed'],
  ['open <k1>a.ini</k1>', 'abra', 'what must be kept has changed'],
  ['plain', 'llano <s1>', 'the translation is not well formed'],
])('%s → %s: %s', (source, translation, problem) => {
  expect(tagProblem(source, translation)).toBe(problem);
});
