import type { ClauseId } from '@transkeep/reports/contract/index.ts';
import { expect, test } from 'vitest';
import { thresholdsOf } from '../../criteria/catalogue.ts';
import { perf } from '../../criteria/perf.ts';
import { CLAUSES, evaluate } from './evaluate.ts';
import type { LongDocuments } from './evidence.ts';

const activity = { ms: 1_000, steal: 0, foreign: 0.01, system: 0.01 };
const round = {
  cpuMs: [
    [10, 10],
    [10, 10],
  ],
  loopbackMs: [1, 1],
  activity,
};
const calibration = {
  declared: { cores: 2, repetitions: 2, batches: 2 },
  before: [round],
  during: [{ ...activity, ms: 60_000 }],
  measuredMs: 60_000,
  after: [round],
};
const nine = (value: number) => Array.from({ length: 9 }, (_, i) => value + i / 1_000);
const thirty = (value: number) => Array.from({ length: 30 }, (_, i) => value + i / 1_000);
const cost = (name: string) => ({ name, pages: 2, characters: 6_000, ours: nine(17), floor: nine(10) });
const good: LongDocuments = {
  rounds: { cost: 9, memory: 5, cores: 9, cache: 30 },
  documents: ['paper', 'contract'],
  costs: [cost('paper'), cost('contract')],
  memory: { pages: { few: 100, many: 500 }, few: [244, 247, 250, 253, 256], many: [265, 268, 271, 274, 277], dense: [300, 310] },
  cores: { available: 2, pages: 512, two: nine(1_000), one: nine(1_800), same: true },
  cache: { hit: thirty(0.5), extraction: thirty(15) },
  calibration,
};
const judge = (change: Partial<LongDocuments> = {}) => evaluate({ ...good, ...change }, thresholdsOf(perf));
const of = (clause: ClauseId, change: Partial<LongDocuments> = {}) => judge(change).find((one) => one.clause === clause);
const noisy = { ...calibration, during: [{ ...activity, ms: 60_000, foreign: 0.6 }] };

test('everything in its bounds passes, with its interval', () => {
  expect(judge().map(({ clause, verdict }) => [clause, verdict])).toEqual(CLAUSES.map((clause) => [clause, 'PASS']));
  expect(of('PERF-11.cost')?.measured).toMatchObject({ value: 1.7, unit: '×', samples: 9, expected: 9 });
  expect(of('PERF-11.parallel-pages')?.measured?.value).toBe(1.8);
  expect(of('PERF-11.bounded-memory')?.measured).toEqual({ value: 310, unit: 'MB', samples: 7 });
  expect(of('PERF-11.memory-growth')?.measured).toMatchObject({ value: 0.053, unit: 'MB/page' });
  expect(of('PERF-11.blocks-cached')?.measured?.value).toBeCloseTo(29.3, 0);
});

const broken: [ClauseId, Partial<LongDocuments>, RegExp][] = [
  ['PERF-11.cost', { costs: [cost('paper'), { ...cost('contract'), ours: nine(40) }] }, /^2\.8\d? × the floor’s CPU time, 2 documents/],
  ['PERF-11.parallel-pages', { cores: { ...good.cores, one: nine(1_300) } }, /^1\.3 × as fast on two cores as on one, 512 pages/],
  ['PERF-11.parallel-pages', { cores: { ...good.cores, same: false } }, /^two processes read other blocks than one$/],
  ['PERF-11.bounded-memory', { memory: { ...good.memory, dense: [310, 400] } }, /^400 MB at the most over 500 pages/],
  [
    'PERF-11.memory-growth',
    { memory: { ...good.memory, many: [300, 305, 310, 315, 320] } },
    /^0\.15 MB a page, interval 0\.1\d+–0\.1\d+, between 100 pages \(250 MB\) and 500 \(310 MB\)/,
  ],
  ['PERF-11.blocks-cached', { cache: { ...good.cache, hit: thirty(1) } }, /^14\.\d+ × as fast as extraction/],
];
test.each(broken)('%s fails', (clause, change, reason) => {
  expect(of(clause, change)).toMatchObject({ verdict: 'FAIL', reason: expect.stringMatching(reason) });
});

test('on a noisy machine time fails nothing, and what passes nevertheless passes', () => {
  const late = { cores: { ...good.cores, one: nine(1_300) }, calibration: noisy };
  expect(of('PERF-11.parallel-pages', late)).toMatchObject({ verdict: 'INCONCLUSIVE', reason: expect.stringContaining('too noisy') });
  expect(of('PERF-11.cost', late)?.verdict).toBe('PASS');
});

test('a limit within the interval decides nothing', () => {
  const wide = { cores: { ...good.cores, one: good.cores.two.map((two, i) => two * (1.5 + i / 20)) } };
  expect(of('PERF-11.parallel-pages', wide)).toMatchObject({
    verdict: 'INCONCLUSIVE',
    reason: expect.stringContaining('needs more samples'),
  });
});

const gaps: [ClauseId, Partial<LongDocuments>][] = [
  ['PERF-11.cost', { costs: [cost('paper')] }],
  ['PERF-11.cost', { costs: [], documents: [] }],
  ['PERF-11.cost', { costs: [cost('paper'), { ...cost('contract'), floor: nine(10).slice(1) }] }],
  ['PERF-11.cost', { costs: [cost('paper'), { ...cost('contract'), characters: 100 }] }],
  ['PERF-11.cost', { rounds: { ...good.rounds, cost: 1 }, costs: [{ ...cost('paper'), ours: [17], floor: [10] }], documents: ['paper'] }],
  ['PERF-11.parallel-pages', { cores: { ...good.cores, two: [] } }],
  ['PERF-11.parallel-pages', { cores: { ...good.cores, available: 1 } }],
  ['PERF-11.bounded-memory', { memory: { ...good.memory, many: [] } }],
  ['PERF-11.bounded-memory', { memory: { ...good.memory, dense: [] } }],
  ['PERF-11.bounded-memory', { memory: { ...good.memory, many: [0, 268, 271, 274, 277] } }],
  ['PERF-11.memory-growth', { memory: { ...good.memory, few: [240] } }],
  ['PERF-11.memory-growth', { memory: { ...good.memory, many: [270, 275, 290, 300, 320] } }],
  ['PERF-11.memory-growth', { memory: { ...good.memory, few: [250], many: [280] }, rounds: { ...good.rounds, memory: 1 } }],
  ['PERF-11.blocks-cached', { cache: { hit: [], extraction: [] }, rounds: { ...good.rounds, cache: 0 } }],
  ['PERF-11.parallel-pages', { calibration: { ...calibration, after: [] } }],
];
test.each(gaps)('%s: what is missing decides nothing (%#)', (clause, change) => {
  expect(of(clause, change)?.verdict).toBe('INCONCLUSIVE');
});
