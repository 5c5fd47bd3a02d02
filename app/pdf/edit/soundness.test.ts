import { expect, test } from 'vitest';
import { Soundness } from './soundness.ts';
import { tokenise } from './tokenise.ts';

function isSound(content: string): boolean {
  const bytes = Buffer.from(content, 'latin1');
  const soundness = new Soundness(bytes);
  for (const token of tokenise(bytes)) soundness.step(token);
  return soundness.isSound;
}

test.each([
  ['numbers in every way that programs write them', '--5 +3 4.-1 0 .5 -.5 cm [0-1 2.] 0 d'],
  ['brackets, points and signs where they mean nothing', '[(a\\)b) <5d> -20 (-x)] TJ /A-b.c <</D [(}) /E+F << /G (>>) >>] /H true>> BDC'],
  ['colours of 32 components and a pattern', `${'0 '.repeat(32)}/P1 scn`],
  ['an inline image', 'BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q'],
  ["a program's own operators that are said to be some", 'BX /Shade 1 1 aspect BX 3 (x) tint EX EX q'],
])('%s are sound', (_, content) => {
  expect(isSound(content)).toBe(true);
});

test.each([
  ['operators that nobody knows', '1 aspect'],
  ['those after the section that may have some', 'BX q EX 1 aspect'],
  ['those that begin like one that readers know', 'BX 1 quote EX'],
  ['words that are too long for one', `BX ${'x'.repeat(128)} EX`],
  ['brackets where operators may be unknown', 'BX ) EX'],
  ['operands that are left by many of them', `BX ${'0 0 aspect '.repeat(17)} EX`],
  ['brackets out of place in dictionaries', '/P <</A [)]>> BDC'],
  ['half numbers', '. 0 d'],
  ['numbers and operators without space between', '0 0 12Td q'],
  ['points without all their numbers', '0 0 9 re'],
])('%s are not', (_, content) => {
  expect(isSound(content)).toBe(false);
});
