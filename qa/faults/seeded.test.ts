import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { criteria } from '../criteria/index.ts';
import { applyEdit, FaultOutdatedError } from './apply-edits.ts';
import type { Fault } from './fault.ts';
import { faultProblems } from './ledger.ts';
import { loadFaults } from './load-faults.ts';

const root = resolve(import.meta.dirname, '../..');

test('every seeded fault names a clause that a gate judges, changes something, and finds its text exactly once', async () => {
  const faults = await loadFaults();
  expect(faultProblems(faults, criteria)).toEqual([]);
  for (const { id, edits } of faults) {
    const texts = new Map<string, string>();
    for (const edit of edits) {
      const before = texts.get(edit.file) ?? (await readFile(join(root, edit.file), 'utf8'));
      expect(() => applyEdit('', edit), id).toThrow(FaultOutdatedError);
      texts.set(edit.file, applyEdit(before, edit));
      expect(texts.get(edit.file), `${id} changes nothing in ${edit.file}`).not.toBe(before);
    }
  }
});

test('a fault of an unknown clause, of one without gate, without any change or without a measured value is a problem', () => {
  const fault: Fault = { id: 'f', title: 'f', clause: 'SEC-05.documents', reason: /./, edits: [{ file: 'a', find: 'x', replace: 'y' }] };
  expect(
    faultProblems(
      [
        { ...fault, clause: 'SEC-05.made-up' },
        { ...fault, clause: 'DEP-01.builds' },
        { ...fault, edits: [] },
        { ...fault, clause: 'PERF-02.list' },
        fault,
      ],
      criteria,
    ),
  ).toEqual([
    'fault f: there is no clause SEC-05.made-up',
    'fault f: no gate judges DEP-01.builds yet',
    'fault f changes nothing',
    'fault f does not say what is measured with it in',
  ]);
});
test('every criterion that a gate judges has a fault, every must-pass one of security two', async () => {
  const faults = await loadFaults();
  const count = (id: string) => faults.filter(({ clause }) => clause.startsWith(`${id}.`)).length;
  const judged = criteria.filter(({ clauses }) => clauses.some(({ gate }) => gate.candidate !== undefined));
  const short = judged.filter(({ id, area, severity }) => count(id) < (area === 'SEC' && severity === 'M' ? 2 : 1)).map(({ id }) => id);
  expect(short).toEqual([]);
});
