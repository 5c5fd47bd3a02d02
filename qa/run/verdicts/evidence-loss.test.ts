import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClauseId, Gate, ReportGate, RunVerdict } from '@transkeep/reports/contract/index.ts';
import fc from 'fast-check';
import { Type } from 'typebox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { thresholdsOf } from '../../criteria/catalogue.ts';
import { criterion } from '../../criteria/define.ts';
import { gateFolder } from '../evidence/evidence-store.ts';
import { recordOf, resultOf, saveGate } from '../fixtures/saved-run.ts';
import type { AnyGate } from '../plan/plan.ts';
import { selectCriteria } from '../plan/selection.ts';
import { assemble } from './assemble.ts';
import { type Judgement, judgeGate } from './judge.ts';
import type { Waiver } from './waivers.ts';

/**
 * The promise of the harness, over the real store, judge and algebra: evidence is saved as gates save it, damaged on disk in a way that is drawn at
 * random, and judged as a run and `verify` judge it. Judging the same damage twice gives the same, so each is judged once and remembered.
 */
interface Samples {
  readonly declared: number;
  readonly values: readonly number[];
}

/** A gate that is easily fooled: it believes that nothing wrong in what it reads means that all is well. The runner must not. */
const gullible = (id: string): Gate<Samples> => ({
  id,
  title: id,
  stages: ['candidate'],
  clauses: [`QA-01.${id}`, `QA-02.${id}`] as ClauseId[],
  needs: [],
  exclusive: false,
  timeLimitMs: 1_000,
  schema: Type.Object({ declared: Type.Number(), values: Type.Array(Type.Number()) }),
  gather: () => Promise.reject(new Error('never')),
  evaluate: ({ declared, values }) => {
    const worst = Math.max(0, ...values);
    const verdict = worst < 10 ? 'PASS' : 'FAIL';
    const measured = { value: worst, unit: 's', samples: values.length, expected: declared };
    return [`QA-01.${id}`, `QA-02.${id}`].map((clause) => ({ clause: clause as ClauseId, verdict, reason: `${worst}`, measured }));
  },
});

const IDS = ['alpha', 'beta', 'gamma', 'delta'] as const;
type Id = (typeof IDS)[number];
const GATES = new Map<Id, AnyGate>(IDS.map((id) => [id, gullible(id) as AnyGate]));
const texts = { why: 'w', howToFix: 'h', owner: 'o', severity: 'M', stages: ['candidate'] } as const;
const limit = { text: '< 10 s', limit: 10, unit: 's', minSamples: 3 };
const criteria = [
  criterion('QA-01', {
    ...texts,
    title: 'Measured',
    clauses: Object.fromEntries(IDS.map((id) => [id, { text: id, threshold: limit, gate: id }])),
  }),
  criterion('QA-02', {
    ...texts,
    title: 'Yes or no',
    clauses: Object.fromEntries(IDS.map((id) => [id, { text: id, threshold: 'yes', gate: id }])),
  }),
];
const thresholds = thresholdsOf(criteria);
const selected = selectCriteria(criteria, 'candidate', null);

/** What a gate may have gathered. */
const GATHERED = {
  good: { declared: 4, values: [1, 2, 3, 4] },
  bad: { declared: 4, values: [1, 2, 3, 40] },
  'too-few': { declared: 2, values: [1, 2] },
  'cut-short': { declared: 4, values: [1, 2, 3] },
  none: { declared: 0, values: [] },
} as const satisfies Record<string, Samples>;
type Kind = keyof typeof GATHERED;

/** What may happen to it afterwards; `less`: the tool itself says as much as before, but fewer samples are there. */
interface Damage {
  readonly what: 'nothing' | 'deleted' | 'emptied' | 'truncated' | 'less' | 'all-deleted' | 'not-gathered' | 'failed' | 'skipped';
  readonly file: 'evidence.json' | 'manifest.json' | 'raw.txt';
  /** How much of a truncated file, or of the samples, is left. */
  readonly share: number;
}
const UNHURT: Damage = { what: 'nothing', file: 'raw.txt', share: 1 };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evidence-loss-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const remembered = new Map<string, Promise<{ judgement: Judgement | undefined; result: ReportGate }>>();
function judged(id: Id, kind: Kind, damage: Damage) {
  const key = JSON.stringify([id, kind, damage]);
  const known = remembered.get(key) ?? judge(id, kind, damage, join(folder, `${remembered.size}`));
  remembered.set(key, known);
  return known;
}

async function judge(id: Id, kind: Kind, { what, file, share }: Damage, runDir: string) {
  const gate = GATES.get(id);
  if (!gate) throw new Error(id);
  const result = resultOf(gate);
  if (what === 'not-gathered') return { judgement: undefined, result };
  const { declared, values } = GATHERED[kind];
  await saveGate(runDir, gate, what === 'less' ? { declared, values: values.slice(0, Math.floor(values.length * share)) } : GATHERED[kind]);
  const path = join(gateFolder(runDir, id), file);
  if (what === 'deleted') await rm(path);
  if (what === 'emptied') await writeFile(path, '');
  if (what === 'truncated') await truncate(path, Math.floor((await readFile(path)).length * share));
  if (what === 'all-deleted') for (const name of await readdir(gateFolder(runDir, id))) await rm(join(gateFolder(runDir, id), name));
  const outcome = what === 'failed' || what === 'skipped' ? what : 'ran';
  const after = { ...result, outcome, reason: outcome === 'ran' ? result.reason : 'gone wrong' } as const;
  return { judgement: await judgeGate(gate, after, runDir, thresholds), result: after };
}

/** What is lost already does not come back: more damage to damaged evidence is that none is left. */
const hurt = ({ kind, damage }: Run[Id], lost: Damage): Run[Id] => ({
  kind,
  damage: damage === UNHURT ? lost : { ...damage, what: 'all-deleted' },
});

type Run = { readonly [id in Id]: { readonly kind: Kind; readonly damage: Damage } };

async function verdictOf(
  run: Run,
  waivers: readonly Waiver[],
  more: readonly (typeof criteria)[number][] = [],
  turned = false,
): Promise<RunVerdict> {
  const order = turned ? IDS.toReversed() : IDS;
  const all = await Promise.all(order.map(async (id) => [id, await judged(id, run[id].kind, run[id].damage)] as const));
  const judgements = new Map<string, Judgement>(all.flatMap(([id, { judgement }]) => (judgement ? [[id, judgement] as const] : [])));
  if (more.length > 0) judgements.set('red', { answers: [{ clause: 'QA-03.it', verdict: 'FAIL', reason: 'red' }], files: [] });
  const whole = [...selected, ...selectCriteria(more, 'candidate', null)];
  const list = turned ? whole.toReversed().map((one) => ({ ...one, clauses: one.clauses.toReversed() })) : whole;
  const record = recordOf(
    criteria,
    all.map(([, { result }]) => result),
    { waivers: [...waivers] },
  );
  return assemble(record, list, judgements).verdict;
}

const kinds = fc.constantFrom(...(Object.keys(GATHERED) as Kind[]));
// Good ones weigh more, or hardly any run would be near a GO.
const kind = fc.oneof({ weight: 6, arbitrary: fc.constant<Kind>('good') }, { weight: 1, arbitrary: kinds });
const file = fc.constantFrom(...(['evidence.json', 'manifest.json', 'raw.txt'] as const));
const share = fc.integer({ min: 0, max: 9 }).map((tenths) => tenths / 10);
const damage: fc.Arbitrary<Damage> = fc.oneof(
  fc.record({ what: fc.constantFrom('deleted', 'emptied'), file, share: fc.constant(0) }),
  fc.record({ what: fc.constant('truncated'), file, share }),
  fc.record({ what: fc.constant('less'), file: fc.constant('evidence.json'), share }),
  fc.record({
    what: fc.constantFrom('all-deleted', 'not-gathered', 'failed', 'skipped'),
    file: fc.constant('raw.txt'),
    share: fc.constant(0),
  }),
);
const gathered = fc.record({ kind, damage: fc.oneof({ weight: 4, arbitrary: fc.constant(UNHURT) }, { weight: 1, arbitrary: damage }) });
const run: fc.Arbitrary<Run> = fc.record({ alpha: gathered, beta: gathered, gamma: gathered, delta: gathered });
const clauses = criteria.flatMap((one) => one.clauses.map(({ id }) => id));
const waivers: fc.Arbitrary<Waiver[]> = fc
  .subarray(clauses, { maxLength: 4 })
  .map((ids) => ids.map((clause) => ({ clause, owner: 'o', reason: 'r', issue: 'i', expires: '2999-01-01', approvers: ['a', 'b'] })));
const RANK: readonly RunVerdict[] = ['NO-GO', 'INCONCLUSIVE', 'GO'];
const many = { numRuns: 10_000 };

describe('for any run, over evidence on disk', () => {
  test('losing evidence never makes it GO, whatever is lost and however', async () => {
    const seen = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(run, waivers, fc.constantFrom(...IDS), damage, async (before, covers, id, lost) => {
        const was = await verdictOf(before, covers);
        const is = await verdictOf({ ...before, [id]: hurt(before[id], lost) }, covers);
        seen.set(`${was} → ${is}`, (seen.get(`${was} → ${is}`) ?? 0) + 1);
        if (was !== 'GO') expect(is).not.toBe('GO');
      }),
      many,
    );
    // The property says something only where all of these were tried.
    for (const path of ['GO → INCONCLUSIVE', 'NO-GO → INCONCLUSIVE', 'NO-GO → NO-GO', 'INCONCLUSIVE → INCONCLUSIVE'])
      expect(seen.get(path), path).toBeGreaterThan(50);
  }, 60_000);

  test('one more criterion that fails never improves it', async () => {
    const failing = [criterion('QA-03', { ...texts, title: 'Fails', clauses: { it: { text: 'it', threshold: 'yes', gate: 'red' } } })];
    await fc.assert(
      fc.asyncProperty(run, waivers, async (before, covers) => {
        const more = await verdictOf(before, covers, failing);
        expect(RANK.indexOf(more)).toBeLessThanOrEqual(RANK.indexOf(await verdictOf(before, covers)));
        expect(more).toBe('NO-GO');
      }),
      many,
    );
  }, 60_000);

  test('order does not matter', async () => {
    await fc.assert(
      fc.asyncProperty(run, waivers, async (one, covers) => {
        expect(await verdictOf(one, covers.toReversed(), [], true)).toBe(await verdictOf(one, covers));
      }),
      many,
    );
  }, 60_000);

  test('a waiver never hides a FAIL of another id', async () => {
    await fc.assert(
      fc.asyncProperty(run, waivers, async (one, covers) => {
        const red = IDS.filter((id) => one[id].kind === 'bad' && one[id].damage === UNHURT).flatMap((id) => [`QA-01.${id}`, `QA-02.${id}`]);
        if (red.some((clause) => !covers.some((waiver) => waiver.clause === clause))) expect(await verdictOf(one, covers)).toBe('NO-GO');
      }),
      many,
    );
  }, 60_000);
});
