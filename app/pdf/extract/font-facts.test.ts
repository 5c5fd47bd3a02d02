import { expect, test } from 'vitest';
import { fontFacts } from './font-facts.ts';

const traits = (name: string, flags = {}) => {
  const facts = fontFacts({ name, ...flags });
  return (['serif', 'mono', 'bold', 'italic', 'symbols', 'texSymbols'] as const).filter((t) => facts[t]).join(' ');
};

test.each([
  ['ABCDEF+TimesNewRomanPS-BoldItalicMT', 'serif bold italic'],
  ['HelveticaLTStd-Roman', ''],
  ['Arial-Black', 'bold'],
  ['CMR10', 'serif'],
  ['CMBX12', 'serif bold'],
  ['CMMI10', 'serif italic symbols'],
  ['CMSY10', 'serif symbols texSymbols'],
  ['ABCDEF+txsys', 'symbols texSymbols'],
  ['LMMathSymbols10-Regular', 'symbols texSymbols'],
  ['CourierNew', 'mono'],
  ['OpenSans-SemiBold', 'bold'],
  ['Garamond-Medium', 'serif bold'],
])('%s', (name, expected) => {
  expect(traits(name)).toBe(expected);
});

test('widths are in units of the font’s own matrix, if it has one', () => {
  expect(fontFacts({ name: 'F1' }).glyphUnit).toBe(0.001);
  expect(fontFacts({ name: 'F1', fontMatrix: [0.0005, 0, 0, 0.0005, 0, 0] }).glyphUnit).toBe(0.0005);
});

test('flags tell what a name does not', () => {
  expect(traits('F1', { isSerifFont: true, isMonospace: true, bold: true })).toBe('serif mono bold');
  expect(fontFacts({ name: 'ABCDEF+Tinos' }).name).toBe('Tinos');
  expect(fontFacts(null)).toMatchObject({ name: '', serif: false });
});
