import { expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';
import type { Bundle } from './evidence.ts';

const thresholds = () => ({ text: '< 200 KB', limit: 200, unit: 'KB' });
const file = (name: string, kilobytes: number) => ({ file: name, bytes: kilobytes * 3000, gzipBytes: kilobytes * 1000 });
const good: Bundle = {
  buildExitCode: 0,
  initial: [file('assets/index.js', 110), file('assets/index.css', 4)],
  lazy: [file('assets/documents.js', 9), file('assets/review.js', 170)],
  routes: [
    { path: 'documents', module: 'routes/documents-page.tsx', chunk: 'assets/documents.js' },
    { path: 'documents/:id', module: 'routes/review-page.tsx', chunk: 'assets/review.js' },
  ],
  heavy: [{ name: 'pdf.js', foundIn: ['assets/review.js'] }],
};
const verdicts = (evidence: Bundle) => evaluate(evidence, thresholds).map(({ verdict }) => verdict);
const of = (evidence: Bundle, clause: string) => evaluate(evidence, thresholds).find((verdict) => verdict.clause === clause);

test('a small first page with everything else on demand passes', () => {
  expect(verdicts(good)).toEqual(['PASS', 'PASS', 'PASS']);
  expect(of(good, 'PERF-06.initial-bundle')?.measured).toEqual({ value: 114, unit: 'KB', samples: 2 });
});

test('the limit itself is too much', () => {
  const at = (kilobytes: number) => of({ ...good, initial: [file('assets/index.js', kilobytes)] }, 'PERF-06.initial-bundle')?.verdict;
  expect([at(199.9), at(200), at(201)]).toEqual(['PASS', 'FAIL', 'FAIL']);
});

test('styles count too', () => {
  expect(of({ ...good, initial: [file('a.js', 150), file('a.css', 60)] }, 'PERF-06.initial-bundle')?.verdict).toBe('FAIL');
});

test('a page without a chunk of its own fails', () => {
  const withRoute = (chunk: string | null) => ({ ...good, routes: [...good.routes, { path: 'x', module: 'routes/x.tsx', chunk }] });
  for (const chunk of [null, 'assets/index.js', 'assets/review.js'])
    expect(of(withRoute(chunk), 'PERF-06.code-split')?.verdict).toBe('FAIL');
});

test('a heavy library in the first page fails', () => {
  const early = { ...good, heavy: [{ name: 'pdf.js', foundIn: ['assets/index.js', 'assets/review.js'] }] };
  expect(of(early, 'PERF-06.lazy-components')).toMatchObject({ verdict: 'FAIL', reason: 'pdf.js is loaded with the first page' });
});

test('a library that is found nowhere decides nothing', () => {
  expect(of({ ...good, heavy: [{ name: 'pdf.js', foundIn: [] }] }, 'PERF-06.lazy-components')?.verdict).toBe('INCONCLUSIVE');
  expect(of({ ...good, heavy: [] }, 'PERF-06.lazy-components')?.verdict).toBe('INCONCLUSIVE');
});

test('a build that fails is a failure of the product, an empty one decides nothing', () => {
  expect(verdicts({ ...good, buildExitCode: 1 })).toEqual(['FAIL', 'FAIL', 'FAIL']);
  expect(verdicts({ ...good, initial: [] })).toEqual(['INCONCLUSIVE', 'INCONCLUSIVE', 'INCONCLUSIVE']);
  expect(verdicts({ ...good, initial: [file('a.css', 1)] })).toEqual(['INCONCLUSIVE', 'INCONCLUSIVE', 'INCONCLUSIVE']);
  expect(of({ ...good, routes: [] }, 'PERF-06.code-split')?.verdict).toBe('INCONCLUSIVE');
});
