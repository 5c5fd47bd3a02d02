import { type Block, type Extraction, PdfRefusal } from '@transkeep/app/pdf/index.ts';
import type { PdfEnginePool } from '@transkeep/app/pdf/process/pool.ts';
import { expect, test } from 'vitest';
import { caseOf, DEFECTS, runCase } from './fuzz.ts';

test('a case depends on seed and index only, and differs from the others', () => {
  const cases = Array.from({ length: 20 }, (_, index) => caseOf(3, index));
  for (const one of cases) expect(caseOf(3, one.index)).toEqual(one);
  expect(new Set(cases.map(({ pdf }) => Buffer.from(pdf).toString('latin1'))).size).toBeGreaterThan(15);
  expect(caseOf(4, 0)).not.toEqual(cases[0]);
});

const block = (id: string, text: string): Block => ({
  id,
  text,
  page: 1,
  kind: 'paragraph',
  box: [0, 0, 100, 10],
  translatable: true,
  fontSize: 10,
  bold: false,
  italic: false,
  align: 'left',
  lines: 1,
});
const extraction = (...texts: string[]): Extraction => ({
  pages: [],
  blocks: texts.map((text, i) => block(`p1b${i + 1}`, text)),
  kept: [],
  warnings: [],
});

/** Reads these words, writes the first block, and reads `output` from what it wrote. */
function engineThatWrites(output: Extraction | PdfRefusal): PdfEnginePool {
  const written = Buffer.from('written');
  return {
    extract: async (pdf) => {
      if (pdf !== written) return extraction('one two three four', 'five six');
      if (output instanceof PdfRefusal) throw output;
      return output;
    },
    render: async () => ({
      pdf: written,
      blocks: [{ id: 'p1b1', box: [0, 0, 1, 1], place: [0, 0, 1, 1], fontSizeRatio: 1, overflow: false }],
      kept: [],
      warnings: [],
    }),
    navigation: async () => ({ links: [], outline: [], fields: [] }),
    peakRssMb: () => 0,
    close: async () => {},
  };
}

test.each([
  ['all of it', extraction('one two three four', 'five six'), 'translated'],
  ['half of it', extraction('one two'), 'translated'],
  ['less than half of it', extraction('one'), 'lost-text'],
  ['nothing', extraction(), 'lost-text'],
  ['a scan', new PdfRefusal('scanned'), 'lost-text'],
  ['too much', new PdfRefusal('too-large'), 'refused'],
  ['damage', new PdfRefusal('damaged'), 'output-does-not-open'],
])('an output of which is read: %s', async (_what, output, outcome) => {
  expect(await runCase(engineThatWrites(output), caseOf(1, 0))).toMatchObject({ outcome });
});

test('lost text is a defect', () => {
  expect(DEFECTS).toContain('lost-text');
});
