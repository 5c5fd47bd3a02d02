import type { ClauseId, ClauseVerdict, Measured, Threshold, Thresholds } from '@transkeep/reports/contract/index.ts';
import { holds } from '../../statistics/index.ts';
import type { FidelityRun, LayoutFidelity } from './evidence.ts';

export const CLAUSES = [
  'QA-10.answers',
  'QA-10.opens',
  'QA-10.background',
  'QA-10.block-iou',
  'QA-10.word-recall',
  'QA-10.overflow',
  'QA-10.new-overlap',
  'QA-10.font-size',
  'QA-10.links-outline',
  'QA-10.interactive',
  'QA-10.residual-source',
] as const satisfies readonly ClauseId[];

interface Judged {
  readonly clause: (typeof CLAUSES)[number];
  /** Which translation engines' runs it is judged on. */
  readonly engines: readonly string[];
  readonly relation: '>=' | '<=';
  readonly measure: (run: FidelityRun) => number | null | undefined;
  /** How many items the share is a share of; a run with none has nothing to measure. */
  readonly items: (run: FidelityRun) => number;
  /**
   * How documents are judged. `worst`: each by the limit itself. `sum`: all items of all documents together by the limit, and each document by it
   * too, but for one item, which of a page of twenty is no rate.
   */
  readonly by: 'worst' | 'sum';
}

const EVERY = ['identity', 'pseudo', 'apertium'];
const blocks: Judged['items'] = (run) => run.counts?.writtenBlocks ?? 0;
const conserved: Judged['items'] = ({ conserved: kept }) => Object.values(kept ?? {}).reduce((sum, { before }) => sum + before, 0);

const JUDGED: readonly Judged[] = [
  { clause: 'QA-10.background', engines: EVERY, relation: '>=', by: 'worst', measure: (r) => r.worstPage?.unchanged, items: blocks },
  // Text of another length fills another box: only the engine without translation tells whether blocks stay in place.
  { clause: 'QA-10.block-iou', engines: ['identity'], relation: '>=', by: 'worst', measure: (r) => r.fidelity?.blockIou, items: blocks },
  {
    clause: 'QA-10.word-recall',
    engines: EVERY,
    relation: '>=',
    by: 'sum',
    measure: (r) => r.fidelity?.wordRecall,
    items: (r) => r.counts?.writtenWords ?? 0,
  },
  { clause: 'QA-10.overflow', engines: ['apertium'], relation: '<=', by: 'sum', measure: (r) => r.fidelity?.overflow, items: blocks },
  { clause: 'QA-10.new-overlap', engines: ['apertium'], relation: '<=', by: 'sum', measure: (r) => r.fidelity?.newOverlap, items: blocks },
  { clause: 'QA-10.font-size', engines: ['apertium'], relation: '>=', by: 'sum', measure: (r) => r.fidelity?.fontSizeKept, items: blocks },
  {
    clause: 'QA-10.links-outline',
    engines: EVERY,
    relation: '>=',
    by: 'worst',
    measure: (r) => r.fidelity && Math.min(r.fidelity.links, r.fidelity.outline),
    items: (r) => (r.counts?.links ?? 0) + (r.counts?.outlineEntries ?? 0),
  },
  {
    clause: 'QA-10.interactive',
    engines: EVERY,
    relation: '>=',
    by: 'worst',
    measure: (r) => Math.min(...Object.values(r.conserved ?? {}).map(({ before, after }) => (before === 0 ? 1 : after / before))),
    items: conserved,
  },
  {
    clause: 'QA-10.residual-source',
    engines: ['pseudo'],
    relation: '<=',
    by: 'worst',
    measure: (r) => r.fidelity?.residualSource,
    items: (r) => r.counts?.sourceWords ?? 0,
  },
];

/** Documents, not runs, are what a figure rests on: an average over them would hide the one layout that breaks. */
export function evaluate(evidence: LayoutFidelity, thresholds: Thresholds): ClauseVerdict[] {
  return [
    counted('QA-10.answers', evidence, thresholds, (run) => (run.outcome === run.expected ? '' : wrongAnswer(run))),
    counted('QA-10.opens', evidence, thresholds, ({ readers }) => (readers ? readers.pdfium || readers.qpdf : ''), unopened),
    ...JUDGED.map((judged) => judge(judged, evidence, thresholds)),
  ];
}

const wrongAnswer = ({ outcome, expected, reason }: FidelityRun) => `${outcome} instead of ${expected}${reason ? ` (${reason})` : ''}`;

/** A refusal has no output to open. */
const unopened = ({ outcome, readers }: FidelityRun) =>
  readers === null && (outcome === 'translated' || outcome === 'kept') ? 'was not opened in the readers' : '';

/** A clause that every run either keeps or breaks; `wrong` says how, and `unknown` why a run shows neither. */
function counted(
  clause: ClauseId,
  evidence: LayoutFidelity,
  thresholds: Thresholds,
  wrong: (run: FidelityRun) => string,
  unknown: (run: FidelityRun) => string = () => '',
): ClauseVerdict {
  const gap = gapIn(evidence, thresholds(clause), evidence.planned);
  if (gap) return { clause, verdict: 'INCONCLUSIVE', reason: gap };
  const broken = evidence.runs.filter((run) => wrong(run) !== '');
  const documents = new Set(evidence.planned.map(({ document }) => document)).size;
  const measured = { value: broken.length, unit: 'runs', samples: evidence.runs.length, expected: evidence.planned.length };
  const list = broken.map((run) => `${run.document} (${run.engine}): ${wrong(run)}`).join('; ');
  if (broken.length > 0) return { clause, verdict: 'FAIL', reason: list, measured };
  const open = evidence.runs.find((run) => unknown(run) !== '');
  if (open) return { clause, verdict: 'INCONCLUSIVE', reason: `${open.document} (${open.engine}) ${unknown(open)}`, measured };
  return { clause, verdict: 'PASS', reason: `${documents} documents, ${evidence.runs.length} runs`, measured };
}

/** What is missing for a verdict; nothing when every planned run is there and there are documents enough. */
function gapIn({ runs }: LayoutFidelity, { minSamples = 1 }: Threshold, planned: LayoutFidelity['planned']): string | undefined {
  const documents = new Set(planned.map(({ document }) => document)).size;
  if (documents < minSamples) return `${documents} documents; ${minSamples} are the least`;
  const absent = planned.find(({ document, engine }) => !runs.some((r) => r.document === document && r.engine === engine));
  return absent && `${absent.document} was not run with ${absent.engine}`;
}

function judge(judged: Judged, evidence: LayoutFidelity, thresholds: Thresholds): ClauseVerdict {
  const { clause, engines, relation, measure, items, by } = judged;
  const inconclusive = (reason: string): ClauseVerdict => ({ clause, verdict: 'INCONCLUSIVE', reason });
  const threshold = thresholds(clause);
  const { limit = Number.NaN, unit = 'share' } = threshold;
  const planned = evidence.planned.filter(({ engine }) => engines.includes(engine));
  const gap = gapIn(evidence, threshold, planned);
  if (gap) return inconclusive(gap);
  const runs = evidence.runs.filter(({ engine }) => engines.includes(engine));
  const lost = runs.find((run) => run.expected === 'translated' && run.outcome !== 'translated');
  if (lost)
    return { clause, verdict: 'FAIL', reason: `${lost.document} was not translated (${lost.engine}): ${lost.reason || lost.outcome}` };
  const done = runs.filter((run) => items(run) > 0);
  if (done.length === 0) return inconclusive('the corpus holds nothing that this could be measured on');
  const unmeasured = done.find((run) => !Number.isFinite(measure(run)));
  if (unmeasured) return inconclusive(`not measured on ${unmeasured.document} (${unmeasured.engine}): ${unmeasured.reason || 'no value'}`);

  const values = done.map((run) => ({ run, value: measure(run) as number, items: items(run) }));
  const worst = values.reduce((a, b) => ((relation === '>=' ? b.value < a.value : b.value > a.value) ? b : a));
  const total = values.reduce((sum, v) => sum + v.items, 0);
  const inSum = values.reduce((sum, v) => sum + v.value * v.items, 0) / total;
  const value = by === 'sum' ? inSum : worst.value;
  const keeps = (v: (typeof values)[number]) => holds(v.value, relation, limit) || (by === 'sum' && wrongItems(v, relation) <= 1);
  const missing = values.filter((v) => !keeps(v));
  const documents = new Set(done.map(({ document }) => document)).size;
  const measured: Measured = { value, unit, samples: documents, expected: documents };
  const named = missing.map(({ run, value: v }) => `${run.document} (${run.engine}) ${Number(v.toFixed(5))}`).join(', ');
  const reason = `worst of ${documents} documents (${total} items): ${worst.run.document} (${worst.run.engine}) with ${Number(worst.value.toFixed(5))}${named ? `; short: ${named}` : ''}`;
  return { clause, verdict: holds(value, relation, limit) && missing.length === 0 ? 'PASS' : 'FAIL', reason, measured };
}

function wrongItems({ value, items }: { value: number; items: number }, relation: '>=' | '<='): number {
  return Math.round((relation === '>=' ? 1 - value : value) * items);
}
