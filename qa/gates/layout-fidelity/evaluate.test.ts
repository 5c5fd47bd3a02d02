import type { Threshold } from '@transkeep/reports/contract/index.ts';
import { expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';
import type { FidelityRun, LayoutFidelity } from './evidence.ts';

const share = (limit: number): Threshold => ({ text: '', limit, unit: 'share', minSamples: 2 });
const limits: Record<string, Threshold> = {
  'QA-10.background': share(0.999),
  'QA-10.block-iou': share(0.9),
  'QA-10.word-recall': share(0.99),
  'QA-10.overflow': share(0.01),
  'QA-10.new-overlap': share(0.01),
  'QA-10.font-size': share(0.9),
  'QA-10.links-outline': share(1),
  'QA-10.residual-source': share(0),
};
const documents = ['letter', 'form'];
const engines = ['identity', 'pseudo', 'apertium'];
const good = {
  background: 1,
  blockIou: 0.99,
  wordRecall: 1,
  overflow: 0,
  newOverlap: 0,
  fontSizeKept: 1,
  links: 1,
  outline: 1,
  residualSource: 0,
};
const counts = { writtenBlocks: 20, writtenWords: 200, links: 3, outlineEntries: 2, sourceWords: 90 };
const translated = (document: string, engine: string): FidelityRun => ({
  document,
  engine,
  outcome: 'translated',
  reason: '',
  fidelity: good,
  counts,
});
const healthy = (): LayoutFidelity => ({ documents, engines, runs: documents.flatMap((d) => engines.map((e) => translated(d, e))) });
const judge = (evidence: LayoutFidelity) =>
  Object.fromEntries(evaluate(evidence, (c) => limits[c] ?? { text: '' }).map((v) => [v.clause.slice(6), v]));
const verdicts = (evidence: LayoutFidelity) => Object.fromEntries(Object.entries(judge(evidence)).map(([k, v]) => [k, v.verdict]));
const changed = (document: string, engine: string, change: Partial<FidelityRun>): LayoutFidelity => ({
  ...healthy(),
  runs: healthy().runs.map((r) => (r.document === document && r.engine === engine ? { ...r, ...change } : r)),
});
const all = (verdict: string) => Object.fromEntries(Object.keys(limits).map((c) => [c.slice(6), verdict]));

test('a corpus that keeps its layout passes every clause', () => {
  expect(verdicts(healthy())).toEqual(all('PASS'));
});

test('one bad document fails its clause by name, and no other', () => {
  const evidence = changed('form', 'apertium', { fidelity: { ...good, overflow: 0.02 } });
  expect(verdicts(evidence)).toEqual({ ...all('PASS'), overflow: 'FAIL' });
  expect(judge(evidence).overflow).toMatchObject({
    reason: 'worst is form (apertium) of 2 documents, 40 items',
    measured: { value: 0.02, samples: 2, expected: 2 },
  });
});

test('each clause has a limit that a slightly worse value misses', () => {
  const worse = {
    background: 0.9989,
    blockIou: 0.89,
    wordRecall: 0.98,
    overflow: 0.011,
    newOverlap: 0.011,
    fontSizeKept: 0.89,
    links: 0.99,
  };
  const bad = { ...good, ...worse, residualSource: 0.001 };
  const evidence = { ...healthy(), runs: healthy().runs.map((r) => ({ ...r, fidelity: bad })) };
  expect(verdicts(evidence)).toEqual(all('FAIL'));
});

test('text of another length may fill another box', () => {
  const evidence = changed('form', 'apertium', { fidelity: { ...good, blockIou: 0.5 } });
  expect(verdicts(evidence)).toEqual(all('PASS'));
});

test('a document that is refused fails, whatever the others say', () => {
  const evidence = changed('form', 'identity', { outcome: 'refused', reason: 'damaged', fidelity: null, counts: null });
  expect(judge(evidence)['block-iou']).toMatchObject({ verdict: 'FAIL', reason: 'form was not translated (identity): damaged' });
  expect(judge(evidence).overflow?.verdict).toBe('PASS');
});

test('a measure that could not be taken is no proof', () => {
  const evidence = changed('letter', 'pseudo', { reason: 'pdftoppm is missing', fidelity: { ...good, background: null } });
  expect(judge(evidence).background).toMatchObject({
    verdict: 'INCONCLUSIVE',
    reason: 'not measured on letter (pseudo): pdftoppm is missing',
  });
});

test('a missing run, no run at all and too few documents are inconclusive', () => {
  const { runs } = healthy();
  expect(verdicts({ documents, engines, runs: runs.slice(1) })).toMatchObject({ 'block-iou': 'INCONCLUSIVE', overflow: 'PASS' });
  expect(verdicts({ documents, engines, runs: [] })).toEqual(all('INCONCLUSIVE'));
  expect(verdicts({ documents: [], engines, runs: [] })).toEqual(all('INCONCLUSIVE'));
  expect(verdicts({ documents: ['letter'], engines, runs: runs.slice(0, 3) })).toEqual(all('INCONCLUSIVE'));
});

test('shares of nothing prove nothing', () => {
  const evidence = { ...healthy(), runs: healthy().runs.map((r) => ({ ...r, counts: { ...counts, links: 0, outlineEntries: 0 } })) };
  expect(judge(evidence)['links-outline']).toMatchObject({
    verdict: 'INCONCLUSIVE',
    reason: 'the corpus holds nothing that this could be measured on',
  });
});
