import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainText, readTagged, writeTagged } from '../text/tagged-text.ts';
import { batchesOf, sentencesOf } from './within-limits.ts';

test('no batch is beyond a limit, no text is lost or moved', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ maxLength: 40 })),
      fc.integer({ min: 1, max: 15 }),
      fc.integer({ min: 40, max: 90 }),
      (texts, textsPerCall, charactersPerCall) => {
        const batches = batchesOf(texts, { textsPerCall, charactersPerCall, parallelCalls: 1 });
        expect(batches.flat()).toEqual(texts);
        for (const batch of batches) {
          expect(batch.length).toBeLessThanOrEqual(Math.min(10, textsPerCall));
          expect(batch.join('').length).toBeLessThanOrEqual(charactersPerCall);
        }
      },
    ),
  );
});

test('a sentence ends in nothing that must be kept, and loses its styles', () => {
  expect(sentencesOf('<s1>Run</s1> <k2>a. B. c</k2> now. Then &lt; <k3>x</k3>.', 'en', 60)).toEqual([
    'Run <k2>a. B. c</k2> now. ',
    'Then &lt; <k3>x</k3>.',
  ]);
});

test('a sentence that is too long is cut at spaces, before or behind what must be kept', () => {
  expect(sentencesOf('we must run <k1>npm ci --omit=dev</k1> twice', 'en', 30)).toEqual([
    'we must run ',
    '<k1>npm ci --omit=dev</k1> ',
    'twice',
  ]);
  expect(sentencesOf('x'.repeat(25), 'en', 10).join('')).toBe('x'.repeat(25));
});

test('no sentence is beyond its limit, nothing is lost or moved, and all that must be kept is marked', () => {
  const run = fc.oneof(
    fc.record({ text: fc.string({ minLength: 1 }) }),
    fc.record({ text: fc.string({ minLength: 1 }), span: fc.integer({ min: 1, max: 999 }) }),
    fc.record({ text: fc.string({ minLength: 1 }), span: fc.integer({ min: 1, max: 999 }), keep: fc.constant(true) }),
  );
  const kept = (tagged: string) => (readTagged(tagged) ?? []).flatMap(({ text, keep }) => (keep ? text : [])).join('');
  fc.assert(
    fc.property(fc.array(run, { maxLength: 8 }), fc.integer({ min: 20, max: 60 }), (runs, limit) => {
      const tagged = writeTagged(runs);
      const sentences = sentencesOf(tagged, 'en', limit);
      expect(sentences.map(plainText).join('')).toBe(plainText(tagged));
      expect(sentences.map(kept).join('')).toBe(kept(tagged));
      for (const sentence of sentences) expect(sentence.length).toBeLessThanOrEqual(limit);
    }),
  );
});
