import type { ClauseId, ClauseVerdict, Measured, Thresholds } from '@transkeep/reports/contract/index.ts';
import { holds } from '../../statistics/index.ts';
import type { FidelityRun, LayoutFidelity } from './evidence.ts';

type Measure = (run: FidelityRun) => number | null | undefined;

interface Judged {
  readonly clause: ClauseId;
  /** Which translation engines' runs it is judged on. */
  readonly engines: readonly string[];
  readonly relation: '>=' | '<=';
  readonly measure: Measure;
  /** What the shares are shares of, over all runs; nothing of it is no proof. */
  readonly rests: (run: FidelityRun) => number;
}

const EVERY = ['identity', 'pseudo', 'apertium'];
const blocks: Judged['rests'] = (run) => run.counts?.writtenBlocks ?? 0;

const JUDGED: readonly Judged[] = [
  { clause: 'QA-10.background', engines: EVERY, relation: '>=', measure: (r) => r.fidelity?.background, rests: blocks },
  // Text of another length fills another box: only the engine without translation tells whether blocks stay in place.
  { clause: 'QA-10.block-iou', engines: ['identity'], relation: '>=', measure: (r) => r.fidelity?.blockIou, rests: blocks },
  {
    clause: 'QA-10.word-recall',
    engines: EVERY,
    relation: '>=',
    measure: (r) => r.fidelity?.wordRecall,
    rests: (r) => r.counts?.writtenWords ?? 0,
  },
  { clause: 'QA-10.overflow', engines: ['apertium'], relation: '<=', measure: (r) => r.fidelity?.overflow, rests: blocks },
  { clause: 'QA-10.new-overlap', engines: ['apertium'], relation: '<=', measure: (r) => r.fidelity?.newOverlap, rests: blocks },
  { clause: 'QA-10.font-size', engines: ['apertium'], relation: '>=', measure: (r) => r.fidelity?.fontSizeKept, rests: blocks },
  {
    clause: 'QA-10.links-outline',
    engines: EVERY,
    relation: '>=',
    measure: (r) => r.fidelity && Math.min(r.fidelity.links, r.fidelity.outline),
    rests: (r) => (r.counts?.links ?? 0) + (r.counts?.outlineEntries ?? 0),
  },
  {
    clause: 'QA-10.residual-source',
    engines: ['pseudo'],
    relation: '<=',
    measure: (r) => r.fidelity?.residualSource,
    rests: (r) => r.counts?.sourceWords ?? 0,
  },
];

/** The worst document decides: an average would hide the one layout that breaks. */
export function evaluate(evidence: LayoutFidelity, thresholds: Thresholds): ClauseVerdict[] {
  return JUDGED.map((judged) => judge(judged, evidence, thresholds));
}

function judge({ clause, engines, relation, measure, rests }: Judged, evidence: LayoutFidelity, thresholds: Thresholds): ClauseVerdict {
  const inconclusive = (reason: string): ClauseVerdict => ({ clause, verdict: 'INCONCLUSIVE', reason });
  const { limit = Number.NaN, unit = 'share', minSamples = 1 } = thresholds(clause);
  const expected = evidence.documents.flatMap((document) => engines.map((engine) => ({ document, engine })));
  const runs = expected.map(({ document, engine }) => evidence.runs.find((r) => r.document === document && r.engine === engine));
  const undone = runs.find((run) => run && run.outcome !== 'translated');
  if (undone) return { clause, verdict: 'FAIL', reason: `${undone.document} was not translated (${undone.engine}): ${undone.reason}` };
  const absent = expected[runs.indexOf(undefined)];
  if (absent) return inconclusive(`${absent.document} was not run with ${absent.engine}`);
  if (evidence.documents.length < minSamples) return inconclusive(`${evidence.documents.length} documents; ${minSamples} are the least`);
  const done = runs.filter((run) => run !== undefined);
  const rested = done.reduce((sum, run) => sum + rests(run), 0);
  if (rested === 0) return inconclusive('the corpus holds nothing that this could be measured on');
  const values = done.flatMap((run) => {
    const value = measure(run);
    return typeof value === 'number' ? [{ value, run }] : [];
  });
  const unmeasured = done.find((run) => typeof measure(run) !== 'number');
  if (unmeasured) return inconclusive(`not measured on ${unmeasured.document} (${unmeasured.engine}): ${unmeasured.reason || 'no value'}`);
  const worst = values.reduce((a, b) => ((relation === '>=' ? b.value < a.value : b.value > a.value) ? b : a));
  const measured: Measured = { value: worst.value, unit, samples: evidence.documents.length, expected: evidence.documents.length };
  const reason = `worst is ${worst.run.document} (${worst.run.engine}) of ${evidence.documents.length} documents, ${rested} items`;
  return { clause, verdict: holds(worst.value, relation, limit) ? 'PASS' : 'FAIL', reason, measured };
}
