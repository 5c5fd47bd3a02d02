import { expect, test } from 'vitest';
import type { Task } from './schedule.ts';
import { Waits } from './waits.ts';

const task = (id: string, more: Partial<Task> = {}): Task => ({ id, after: [], holds: [], quiet: false, estimateMs: 1, ...more });

test('time is put down to what mattered: the last to end when all had to, the first when any would have done', () => {
  const [axe, unit, load, bundle] = [task('axe'), task('unit'), task('load', { quiet: true }), task('bundle')] as const;
  const waits = new Waits();
  waits.changed({ waiting: [load, bundle], running: [axe, unit] }, 1_000);
  waits.ended('unit');
  // A slot is free: bundle starts, load must have the machine alone.
  waits.changed({ waiting: [load], running: [axe, bundle] }, 4_000);
  waits.ended('bundle');
  waits.changed({ waiting: [load], running: [axe] }, 5_000);
  waits.ended('axe');
  waits.changed({ waiting: [], running: [load] }, 43_000);
  expect(waits.of('bundle')).toEqual([{ on: 'unit', ms: 3_000 }]);
  expect(waits.of('load')).toEqual([{ on: 'axe', ms: 42_000 }]);
  expect(waits.of('axe')).toEqual([]);
});

test('what only a quiet gate’s turn keeps waiting waited for that', () => {
  const waits = new Waits();
  waits.changed({ waiting: [task('load', { quiet: true }), task('bundle')], running: [task('axe')] }, 0);
  waits.ended('axe');
  waits.changed({ waiting: [task('bundle')], running: [task('load', { quiet: true })] }, 10);
  waits.ended('load');
  waits.changed({ waiting: [], running: [task('bundle')] }, 30);
  expect(waits.of('bundle')).toEqual([{ on: 'load', ms: 30 }]);
});
