import type { Threshold } from '@transkeep/reports/contract/index.ts';
import { expect, test } from 'vitest';
import { CLAUSES, evaluate } from './evaluate.ts';
import type { FidelityRun, LayoutFidelity } from './evidence.ts';

const share = (limit: number): Threshold => ({ text: '', limit, unit: 'share', minSamples: 2 });
const limits: Record<string, Threshold> = {
  'QA-10.answers': share(0),
  'QA-10.opens': share(0),
  'QA-10.background': share(0.999),
  'QA-10.block-iou': share(0.95),
  'QA-10.word-recall': share(0.998),
  'QA-10.overflow': share(0.005),
  'QA-10.new-overlap': share(0.005),
  'QA-10.font-size': share(0.92),
  'QA-10.links-outline': share(1),
  'QA-10.interactive': share(1),
  'QA-10.residual-source': share(0),
};
const documents = ['letter', 'form'];
const engines = ['identity', 'pseudo', 'apertium'];
const good = { blockIou: 0.99, wordRecall: 1, overflow: 0, newOverlap: 0, fontSizeKept: 1, links: 1, outline: 1, residualSource: 0 };
const counts = { writtenBlocks: 400, writtenWords: 2000, links: 3, outlineEntries: 2, sourceWords: 90 };
const all2 = { before: 2, after: 2 };
const translated = (document: string, engine: string): FidelityRun => ({
  document,
  engine,
  expected: 'translated',
  outcome: 'translated',
  reason: '',
  fidelity: good,
  counts,
  worstPage: { page: 1, unchanged: 1, looked: 1 },
  conserved: { fields: all2, annotations: all2, labels: all2, attachments: all2 },
  readers: { pdfium: '', qpdf: '' },
});
const planned = documents.flatMap((document) => engines.map((engine) => ({ document, engine })));
const healthy = (): LayoutFidelity => ({ planned, runs: planned.map(({ document, engine }) => translated(document, engine)) });
const judge = (evidence: LayoutFidelity) =>
  Object.fromEntries(evaluate(evidence, (c) => limits[c] ?? { text: '' }).map((v) => [v.clause.slice(6), v]));
const verdicts = (evidence: LayoutFidelity) => Object.fromEntries(Object.entries(judge(evidence)).map(([k, v]) => [k, v.verdict]));
const changed = (document: string, engine: string, change: Partial<FidelityRun>): LayoutFidelity => ({
  ...healthy(),
  runs: healthy().runs.map((r) => (r.document === document && r.engine === engine ? { ...r, ...change } : r)),
});
const all = (verdict: string) => Object.fromEntries(CLAUSES.map((c) => [c.slice(6), verdict]));

test('a corpus that keeps its layout passes every clause', () => {
  expect(verdicts(healthy())).toEqual(all('PASS'));
});

test('one bad document fails its clause by name, and no other', () => {
  const evidence = changed('form', 'apertium', { fidelity: { ...good, overflow: 0.02 } });
  expect(verdicts(evidence)).toEqual({ ...all('PASS'), overflow: 'FAIL' });
  expect(judge(evidence).overflow?.reason).toBe('worst of 2 documents (800 items): form (apertium) with 0.02; short: form (apertium) 0.02');
  expect(judge(evidence).overflow?.measured).toEqual({ value: 0.01, unit: 'share', samples: 2, expected: 2 });
});

test('a good sum does not hide one document, and good documents not a bad sum', () => {
  const large = changed('letter', 'apertium', { counts: { ...counts, writtenBlocks: 4000 } });
  const hidden = { ...large, runs: large.runs.map((r) => (r.document === 'form' ? { ...r, fidelity: { ...good, overflow: 0.02 } } : r)) };
  expect(judge(hidden).overflow?.measured?.value).toBeLessThan(0.005);
  expect(judge(hidden).overflow?.verdict).toBe('FAIL');
  const few = { ...counts, writtenBlocks: 20 };
  const small = { ...healthy(), runs: healthy().runs.map((r) => ({ ...r, counts: few, fidelity: { ...good, overflow: 0.05 } })) };
  expect(judge(small).overflow?.verdict).toBe('FAIL');
});

test('one block of a small document is no rate', () => {
  const evidence = changed('form', 'apertium', { counts: { ...counts, writtenBlocks: 20 }, fidelity: { ...good, overflow: 0.05 } });
  expect(verdicts(evidence)).toEqual(all('PASS'));
  const two = changed('form', 'apertium', { counts: { ...counts, writtenBlocks: 20 }, fidelity: { ...good, overflow: 0.1 } });
  expect(judge(two).overflow?.verdict).toBe('FAIL');
});

test('each clause has a limit that a slightly worse value misses', () => {
  const worse = { blockIou: 0.949, wordRecall: 0.997, overflow: 0.006, newOverlap: 0.006, fontSizeKept: 0.91, links: 0.99 };
  const lost = { ...translated('', '').conserved, labels: { before: 2, after: 1 } } as FidelityRun['conserved'];
  const bad = {
    fidelity: { ...good, ...worse, residualSource: 0.001 },
    worstPage: { page: 2, unchanged: 0.9989, looked: 2 },
    conserved: lost,
    readers: { pdfium: '', qpdf: 'WARNING: xref' },
    expected: 'kept',
  };
  const evidence = { ...healthy(), runs: healthy().runs.map((r) => ({ ...r, ...bad })) };
  expect(verdicts(evidence)).toEqual(all('FAIL'));
});

test('text of another length may fill another box', () => {
  expect(verdicts(changed('form', 'apertium', { fidelity: { ...good, blockIou: 0.5 } }))).toEqual(all('PASS'));
});

test('a document that is refused although it should be translated fails, whatever the others say', () => {
  const refused = {
    outcome: 'damaged',
    reason: 'This PDF is damaged.',
    fidelity: null,
    counts: null,
    worstPage: null,
    conserved: null,
    readers: null,
  };
  const evidence = changed('form', 'identity', refused);
  expect(judge(evidence)['block-iou']).toMatchObject({
    verdict: 'FAIL',
    reason: 'form was not translated (identity): This PDF is damaged.',
  });
  expect(judge(evidence).answers).toMatchObject({
    verdict: 'FAIL',
    reason: 'form (identity): damaged instead of translated (This PDF is damaged.)',
  });
  expect(judge(evidence).overflow?.verdict).toBe('PASS');
  expect(verdicts(changed('form', 'identity', { ...refused, expected: 'damaged' }))).toEqual(all('PASS'));
});

test('a measure that could not be taken is no proof', () => {
  const evidence = changed('letter', 'pseudo', { reason: 'pdftoppm is missing', worstPage: null });
  expect(judge(evidence).background).toMatchObject({
    verdict: 'INCONCLUSIVE',
    reason: 'not measured on letter (pseudo): pdftoppm is missing',
  });
});

test('source text that only the engine has looked for is no proof', () => {
  const evidence = changed('letter', 'pseudo', { reason: 'pdftotext failed', fidelity: { ...good, residualSource: null } });
  expect(judge(evidence)['residual-source']).toMatchObject({
    verdict: 'INCONCLUSIVE',
    reason: 'not measured on letter (pseudo): pdftotext failed',
  });
});

test('an output that no reader has opened is no proof, and hides none that does not open', () => {
  for (const outcome of ['translated', 'kept']) {
    const unread = changed('letter', 'pseudo', { expected: outcome, outcome, readers: null });
    expect(judge(unread).opens).toMatchObject({ verdict: 'INCONCLUSIVE', reason: 'letter (pseudo) was not opened in the readers' });
    const [first, ...rest] = unread.runs as [FidelityRun, ...FidelityRun[]];
    const broken = { ...unread, runs: [{ ...first, readers: { pdfium: '', qpdf: 'WARNING: xref' } }, ...rest] };
    expect(judge(broken).opens).toMatchObject({ verdict: 'FAIL', reason: 'letter (identity): WARNING: xref' });
  }
});

test('a missing run, no run at all and too few documents are inconclusive', () => {
  const { runs } = healthy();
  expect(verdicts({ planned, runs: runs.slice(1) })).toMatchObject({
    answers: 'INCONCLUSIVE',
    'block-iou': 'INCONCLUSIVE',
    overflow: 'PASS',
  });
  expect(verdicts({ planned, runs: [] })).toEqual(all('INCONCLUSIVE'));
  expect(verdicts({ planned: [], runs: [] })).toEqual(all('INCONCLUSIVE'));
  expect(verdicts({ planned: planned.slice(0, 3), runs: runs.slice(0, 3) })).toEqual(all('INCONCLUSIVE'));
});

test('shares of nothing prove nothing', () => {
  const none = { before: 0, after: 0 };
  const evidence = {
    ...healthy(),
    runs: healthy().runs.map((r) => ({
      ...r,
      counts: { ...counts, links: 0, outlineEntries: 0 },
      conserved: { fields: none, annotations: none, labels: none, attachments: none },
    })),
  };
  for (const clause of ['links-outline', 'interactive']) {
    expect(judge(evidence)[clause]).toMatchObject({
      verdict: 'INCONCLUSIVE',
      reason: 'the corpus holds nothing that this could be measured on',
    });
  }
});
