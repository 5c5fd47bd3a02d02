import { describe, expect, test } from 'vitest';
import { gates } from '../cli/gates.ts';
import { catalogueProblems, thresholdsOf } from './catalogue.ts';
import { criterion } from './define.ts';
import { criteria } from './index.ts';

const registered = new Set(Object.keys(gates));
/** The catalogue with one criterion changed. */
const changed = (id: string, change: object) => criteria.map((one) => (one.id === id ? { ...one, ...change } : one));

describe('the catalogue', () => {
  test('holds all 64 launch criteria, each broken into clauses, and names only gates that exist', () => {
    expect(catalogueProblems(criteria, registered)).toEqual([]);
    expect(criteria).toHaveLength(64);
  });

  test('agrees with every gate about the clauses it judges', async () => {
    for (const [id, load] of Object.entries(gates)) {
      const { default: gate } = await load();
      expect(gate.id, id).toBe(id);
      for (const stage of gate.stages) {
        const named = criteria.flatMap(({ clauses }) => clauses).filter((clause) => clause.gate[stage] === id);
        expect([...gate.clauses].sort(), `${id} at ${stage}`).toEqual(named.map((clause) => clause.id).sort());
      }
    }
  });
});

describe('what is found wrong with a catalogue', () => {
  test.each([
    ['a criterion is missing', criteria.slice(1), /^DEP-01 is missing$/],
    ['a criterion is there twice', [...criteria, ...criteria.slice(0, 1)], /^DEP-01 is there twice$/],
    ['an id that is no launch criterion', changed('DEP-01', { id: 'DEP-99' }), /^DEP-99 is no launch criterion$/],
    ['no clause for a stage', changed('QA-01', { stages: ['candidate', 'beta'] }), /^QA-01 promises nothing at stage beta$/],
    ['no owner', changed('QA-01', { owner: ' ' }), /^QA-01 has no owner$/],
  ])('%s', (_name, catalogue, problem) => {
    expect(catalogueProblems(catalogue, registered).some((line) => problem.test(line))).toBe(true);
  });

  test('a gate that does not exist, and one at a stage where its clause does not hold', () => {
    expect(catalogueProblems(criteria, new Set())).toContain('clause QA-01.unit-tests: there is no gate unit-tests');
    const launchOnly = criterion('QA-01', {
      title: 't',
      why: 'w',
      howToFix: 'h',
      owner: 'o',
      severity: 'M',
      stages: ['candidate', 'launch'],
      clauses: {
        a: { text: 'a', threshold: 'a' },
        b: { text: 'b', threshold: { text: 'b', limit: 1 }, gate: 'unit-tests', stages: ['launch'] },
        c: { text: 'c', threshold: { text: '0 secrets', limit: 0, unit: 'secrets' }, gate: 'unit-tests' },
      },
    });
    const problems = catalogueProblems(changed('QA-01', launchOnly), registered);
    expect(problems).toContain('clause QA-01.b: gate unit-tests at a stage it does not hold at');
    expect(problems).toContain('clause QA-01.b: a limit without unit');
    expect(problems).toContain('clause QA-01.c: looking at nothing would find as little; state how many samples are the least');
    expect(problems.join()).toContain('clause QA-01.b: its words do not tell on which side of the limit');
  });
});

test('asking for the threshold of a clause that is not there throws', () => {
  const thresholds = thresholdsOf(criteria);
  expect(thresholds('QA-07.backend-lines')).toMatchObject({ limit: 80, unit: '%' });
  expect(() => thresholds('QA-07.made-up')).toThrow('the catalogue has no clause QA-07.made-up');
});
