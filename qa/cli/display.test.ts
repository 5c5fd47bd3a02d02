import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import type { AnyGate } from '../run/plan/plan.ts';
import { createDisplay } from './display.ts';

const gate = (id: string) => ({ id, title: id }) as AnyGate;
const result = { id: 'a', title: 'a', exclusive: false, durationMs: 1_500, outcome: 'ran', reason: '' } as const;

function watch(plain: boolean) {
  const stream = new PassThrough();
  let text = '';
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  const display = createDisplay(Object.assign(stream, { columns: 60, isTTY: !plain }) as never, { plain });
  return { display, said: () => text };
}

function story(plain: boolean): string {
  const { display, said } = watch(plain);
  const task = (id: string, estimateMs: number, quiet: boolean) => ({ id, estimateMs, quiet, after: [], holds: [] });
  display.planned(
    {
      gates: [gate('a'), gate('b')],
      tasks: [task('a', 20_000, false), task('b', 300_000, true)],
      turn: 'last',
      estimateMs: 320_000,
      needsStack: false,
      elsewhere: [],
    },
    '/out',
  );
  display.gateStarted(gate('a'));
  display.gateProgress(gate('a'), 'counting '.repeat(20));
  display.gateFinished(gate('a'), result, { answers: [{ clause: 'QA-01.a', verdict: 'PASS', reason: 'all there' }], files: [] });
  display.gateFinished(gate('b'), { ...result, outcome: 'skipped' }, { answers: [], problem: 'k6 is not on this machine', files: [] });
  display.close();
  return said();
}

test('plain: a line for everything that happens, without any control sequence', () => {
  const text = story(true);
  expect(text).toBe(stripVTControlCharacters(text));
  const lines = text.trim().split('\n');
  expect(lines.map((line) => line.replace(/^\[ +\d+ s\] /, ''))).toEqual([
    '2 gates, about 5 min: a, b',
    'a started; next: b (waits for a); about 5 min left',
    `a: ${'counting '.repeat(20)}`,
    'a took 1.5 s',
    '  PASS         QA-01.a  all there',
    'INCONCLUSIVE b: k6 is not on this machine',
  ]);
});

test('on a terminal: what runs and what is next, cut to its width; only what was said stays', () => {
  const text = story(false);
  const drawn = stripVTControlCharacters(text).split('\n');
  expect(drawn.some((line) => line.startsWith('▸ a 0 s'))).toBe(true);
  expect(drawn.some((line) => line.trim() === 'next: b (waits for a)')).toBe(true);
  expect(text).toContain('\u001b[0J');
  for (const line of drawn.filter((one) => one.startsWith('▸'))) expect(line.length).toBeLessThan(60);
});
