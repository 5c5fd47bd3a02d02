import type { Report } from '@transkeep/reports/contract/index.ts';
import { describe, expect, test } from 'vitest';
import { concludeFaultyRun } from './conclude.ts';
import type { Fault } from './fault.ts';
import { conclude } from './prove.ts';

const fault: Fault = { id: 'f', title: 'f', clause: 'SEC-05.documents', reason: /answered 200/, edits: [] };

/** A report with these clauses: id → verdict, reason, measured value. */
function report(clauses: Record<string, readonly [verdict: string, reason: string, value?: number]>, severity = 'M'): Report {
  const ids = [...new Set(Object.keys(clauses).map((id) => id.split('.')[0]))];
  return {
    criteria: ids.map((id) => ({
      id,
      severity,
      clauses: Object.entries(clauses)
        .filter(([clause]) => clause.startsWith(`${id}.`))
        .map(([clause, [verdict, reason, value]]) => ({
          id: clause,
          verdictBeforeWaiver: verdict,
          reason,
          ...(value !== undefined && { measured: { value, unit: 's' } }),
        })),
    })),
  } as unknown as Report;
}

const green = report({ 'SEC-05.documents': ['PASS', 'fine'], 'SEC-05.files': ['PASS', 'fine'], 'DEP-13.redirect': ['PASS', 'fine'] });
const red = ['FAIL', 'getDocument answered 200 to the other user'] as const;

describe('a run with a fault in', () => {
  test.each([
    ['red for its reason', { 'SEC-05.documents': red }, 'red'],
    ['another clause of the same criterion may turn red with it', { 'SEC-05.documents': red, 'SEC-05.files': ['FAIL', 'x'] }, 'red'],
    ['still green', { 'SEC-05.documents': ['PASS', 'fine'] }, 'unnoticed'],
    ['red for another reason', { 'SEC-05.documents': ['FAIL', 'the database is down'] }, 'misnamed'],
    ['another must-pass criterion turns red', { 'SEC-05.documents': red, 'DEP-13.redirect': ['FAIL', 'gone'] }, 'misnamed'],
    ['undecided', { 'SEC-05.documents': ['INCONCLUSIVE', 'too few'] }, 'not-run'],
    ['not judged at all', {}, 'not-run'],
  ] as const)('%s', (_name, clauses, outcome) => {
    expect(concludeFaultyRun(fault, green, report(clauses)).outcome).toBe(outcome);
  });

  test('what the fault names may turn red, and so may what should pass only, and what was red before', () => {
    const both = report({ 'SEC-05.documents': red, 'DEP-13.redirect': ['FAIL', 'gone'] });
    expect(concludeFaultyRun({ ...fault, alsoRed: ['DEP-13'] }, green, both).outcome).toBe('red');
    expect(concludeFaultyRun(fault, both, both).outcome).toBe('red');
    const should = report({ 'SEC-05.documents': red, 'DEP-13.redirect': ['FAIL', 'gone'] }, 'S');
    expect(concludeFaultyRun(fault, green, should).outcome).toBe('red');
  });

  test.each([
    [{ above: 2 }, 2.5, 'red'],
    [{ above: 2 }, 2, 'misnamed'],
    [{ below: 0.9 }, 0.4, 'red'],
    [{ below: 0.9 }, 0.9, 'misnamed'],
    [{ above: 1, below: 3 }, 3.5, 'misnamed'],
    [{ above: 2 }, undefined, 'misnamed'],
  ] as const)('the measured value must lie where the fault says: %o of %s', (measured, value, outcome) => {
    const clause = value === undefined ? red : ([...red, value] as const);
    expect(concludeFaultyRun({ ...fault, measured }, green, report({ 'SEC-05.documents': clause })).outcome).toBe(outcome);
  });
});

describe('a proof', () => {
  const inIt = { outcome: 'red', verdict: 'FAIL', note: 'answered 200' } as const;
  const failing = report({ 'SEC-05.documents': ['FAIL', 'x'] });
  test.each([
    ['green, red, green', green, inIt, green, 'proven'],
    ['red to begin with', failing, inIt, green, 'not-run'],
    ['not green again', green, inIt, failing, 'not-run'],
    ['interrupted before the fault', green, undefined, undefined, 'not-run'],
    ['interrupted before the healthy run after it', green, inIt, undefined, 'not-run'],
    ['unnoticed', green, { ...inIt, outcome: 'unnoticed' }, green, 'unnoticed'],
  ] as const)('%s', (_name, before, faulty, after, outcome) => {
    expect(conclude(fault, before, faulty, after).outcome).toBe(outcome);
  });
});
