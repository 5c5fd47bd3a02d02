import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainText, readTagged } from '../text/tagged-text.ts';
import { keepStyle } from './keep-style.ts';

test.each([
  ['Pulse <s1>Inicio</s1> ahora', 'Pulse Inicio cuando quiera', 'Pulse <s1>Inicio</s1> cuando quiera'],
  ['Pulse <s1>Inicio</s1> ahora', 'Haga clic', 'Haga clic'],
  ['<s1>El</s1> gato y <s2>el</s2> perro', 'El perro', '<s1>El</s1> perro'],
  ['<s1>a</s1> casa', 'casa a', 'casa <s1>a</s1>'],
  ['la casa<k3>1</k3>.', 'la otra casa1.', 'la otra casa<k3>1</k3>.'],
  ['<s1>uno</s1> <s2>dos</s2>', 'dos uno', 'dos <s1>uno</s1>'],
  ['liso', 'a < b & c', 'a &lt; b &amp; c'],
  ['broken <', 'x', 'x'],
])('%s, edited to %s', (tagged, edited, expected) => {
  expect(keepStyle(tagged, edited)).toBe(expected);
});

test('never changes what a person wrote', () => {
  fc.assert(
    fc.property(fc.string(), fc.string({ unit: fc.constantFrom('a', 'b', ' ', '<', '&') }), (a, edited) => {
      const tagged = keepStyle(`<s1>${a.replace(/[<>&]/g, '')}</s1> <s2>ab</s2>`, edited);
      expect(plainText(tagged)).toBe(edited);
      expect(readTagged(tagged)).not.toBeNull();
    }),
  );
});
