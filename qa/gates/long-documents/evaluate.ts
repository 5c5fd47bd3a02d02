import { type ClauseId, type ClauseVerdict, limitOf, type Measured, type Thresholds } from '@transkeep/reports/contract/index.ts';
import { decide, hodgesLehmann, independentQuantileInterval, median, type Relation } from '../../statistics/index.ts';
import type { LongDocuments } from './evidence.ts';
import { gapIn, noiseIn, TEXT_HEAVY } from './measuring.ts';

export const CLAUSES = [
  'PERF-11.cost',
  'PERF-11.parallel-pages',
  'PERF-11.bounded-memory',
  'PERF-11.memory-growth',
  'PERF-11.blocks-cached',
] as const satisfies readonly ClauseId[];

const CONFIDENCE = 0.95;

export function evaluate(evidence: LongDocuments, thresholds: Thresholds): ClauseVerdict[] {
  const machine = { gap: gapIn(evidence.calibration), noise: noiseIn(evidence.calibration) };
  const limit = (clause: ClauseId) => limitOf(thresholds(clause));
  return [
    cost(evidence, limit('PERF-11.cost'), machine),
    parallelPages(evidence, limit('PERF-11.parallel-pages'), machine),
    boundedMemory(evidence, limit('PERF-11.bounded-memory')),
    memoryGrowth(evidence, limit('PERF-11.memory-growth')),
    blocksCached(evidence, limit('PERF-11.blocks-cached'), machine),
  ];
}

/** One ratio a round, over all documents together. */
function cost({ costs, documents, rounds }: LongDocuments, limit: number, machine: Machine): ClauseVerdict {
  const clause = 'PERF-11.cost';
  const missing = documents.filter((name) => !costs.some((one) => one.name === name));
  const thin = costs.filter(({ characters, pages }) => !(characters / pages >= TEXT_HEAVY));
  if (missing.length > 0 || documents.length === 0) return open(clause, `nothing is known of ${missing.join(', ') || 'any document'}`);
  if (thin[0]) return open(clause, `${thin[0].name} is not text-heavy: ${thin[0].characters} characters on ${thin[0].pages} pages`);
  const sum = (of: 'ours' | 'floor', round: number) => costs.reduce((total, one) => total + (one[of][round] ?? Number.NaN), 0);
  const ratios = Array.from({ length: rounds.cost }, (_, round) => sum('ours', round) / sum('floor', round));
  return ofRatios(clause, ratios, {
    relation: '<=',
    limit,
    ...machine,
    declared: rounds.cost,
    what: `the floor’s CPU time, ${costs.length} documents`,
  });
}

function parallelPages({ cores, rounds }: LongDocuments, limit: number, machine: Machine): ClauseVerdict {
  const clause = 'PERF-11.parallel-pages';
  if (!cores.same) return { clause, verdict: 'FAIL', reason: 'two processes read other blocks than one' };
  if (cores.available < 2) return open(clause, 'this machine has one core');
  const ratios = inTurn(cores.one, cores.two, rounds.cores);
  const what = `as fast on two cores as on one, ${cores.pages} pages, the same blocks`;
  return ofRatios(clause, ratios, { relation: '>=', limit, ...machine, declared: rounds.cores, what });
}

function blocksCached({ cache, rounds }: LongDocuments, limit: number, machine: Machine): ClauseVerdict {
  const ratios = inTurn(cache.extraction, cache.hit, rounds.cache);
  return ofRatios('PERF-11.blocks-cached', ratios, {
    relation: '>=',
    limit,
    ...machine,
    declared: rounds.cache,
    what: 'as fast as extraction',
  });
}

/** The most that any process took: of an ordinary book as of a dense one. */
function boundedMemory({ memory, rounds }: LongDocuments, limit: number): ClauseVerdict {
  const clause = 'PERF-11.bounded-memory';
  const { many, dense, pages } = memory;
  if (!isWhole(many, rounds.memory) || !isWhole(dense, dense.length)) return open(clause, 'the memory of a round is missing');
  const value = Math.round(Math.max(...many, ...dense));
  const measured = { value, unit: 'MB', samples: many.length + dense.length };
  const reason = `${value} MB at the most over ${pages.many} pages, ${measured.samples} fresh processes`;
  return { clause, verdict: value < limit ? 'PASS' : 'FAIL', reason, measured };
}

/** By how much the longer book takes more, and its interval: when V8 collects is chance. */
function memoryGrowth({ memory, rounds }: LongDocuments, limit: number): ClauseVerdict {
  const clause = 'PERF-11.memory-growth';
  const { few, many, pages } = memory;
  const between = pages.many - pages.few;
  if (!isWhole(few, rounds.memory) || !isWhole(many, rounds.memory) || !(between > 0))
    return open(clause, 'the memory of a round is missing');
  const more = hodgesLehmann({ first: few, second: many, confidence: CONFIDENCE });
  if (!Number.isFinite(more.low) || !Number.isFinite(more.high)) return open(clause, `${few.length} rounds are too few for an interval`);
  const [value, low, high] = [more.value, more.low, more.high].map((mb) => Math.round((mb / between) * 1_000) / 1_000) as [
    number,
    number,
    number,
  ];
  const measured = { value, unit: 'MB/page', ci: [low, high] as const, samples: more.samples, expected: 2 * rounds.memory };
  const reason = `${value} MB a page, interval ${low}–${high}, between ${pages.few} pages (${Math.round(median(few))} MB) and ${pages.many} (${Math.round(median(many))} MB)`;
  const decision = decide({ low, high }, '<', limit);
  if (decision === 'undecided') return open(clause, `needs more samples: the limit lies within the interval; ${reason}`, measured);
  return { clause, verdict: decision, reason, measured };
}

/** What keeps a measurement of time from being judged: nobody watched the machine, or it was too noisy. */
interface Machine {
  readonly gap: string | null;
  readonly noise: string | null;
}

interface Ratios extends Machine {
  readonly relation: Relation;
  readonly limit: number;
  readonly declared: number;
  readonly what: string;
}

/** The interval of the median of ratios, each of two measurements in turn, against a limit: a noisy machine fails nothing. */
function ofRatios(clause: ClauseId, ratios: readonly number[], { relation, limit, gap, noise, declared, what }: Ratios): ClauseVerdict {
  if (!isWhole(ratios, declared)) return open(clause, `a measurement of ${declared} rounds is missing`);
  const { value, low, high } = independentQuantileInterval({ samples: ratios, quantile: 0.5, confidence: CONFIDENCE });
  if (!Number.isFinite(low) || !Number.isFinite(high)) return open(clause, `${ratios.length} rounds are too few for an interval`);
  const measured = {
    value: rounded(value),
    unit: '×',
    ci: [rounded(low), rounded(high)] as const,
    samples: ratios.length,
    expected: declared,
  };
  const reason = `${rounded(value)} × ${what}, interval ${rounded(low)}–${rounded(high)}`;
  if (gap !== null) return open(clause, gap, measured);
  const decision = decide({ low, high }, relation, limit);
  if (decision === 'undecided') return open(clause, `needs more samples: the limit lies within the interval; ${reason}`, measured);
  if (decision === 'FAIL' && noise !== null) return open(clause, `the machine was too noisy: ${noise}; ${reason}`, measured);
  return { clause, verdict: decision, reason, measured };
}

const open = (clause: ClauseId, reason: string, measured?: Measured): ClauseVerdict => ({
  clause,
  verdict: 'INCONCLUSIVE',
  reason,
  ...(measured && { measured }),
});

const inTurn = (above: readonly number[], below: readonly number[], rounds: number): number[] =>
  Array.from({ length: rounds }, (_, round) => (above[round] ?? Number.NaN) / (below[round] ?? Number.NaN));

/** As many values as were asked for, all of them numbers. */
const isWhole = (values: readonly number[], declared: number): boolean =>
  declared > 0 && values.length === declared && values.every((value) => Number.isFinite(value) && value > 0);

const rounded = (value: number): number => Math.round(value * 100) / 100;
