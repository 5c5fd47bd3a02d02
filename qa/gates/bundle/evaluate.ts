import { type ClauseId, type ClauseVerdict, limitOf, type Thresholds } from '@transkeep/reports/contract/index.ts';
import type { Bundle } from './evidence.ts';

const isScript = ({ file }: { file: string }): boolean => /\.m?js$/.test(file);

export function evaluate(evidence: Bundle, thresholds: Thresholds): ClauseVerdict[] {
  const unbuilt = (clause: ClauseId): ClauseVerdict | undefined => {
    if (evidence.buildExitCode !== 0)
      return { clause, verdict: 'FAIL', reason: `the web app does not build: Vite ended with ${evidence.buildExitCode}` };
    return evidence.initial.some(isScript)
      ? undefined
      : { clause, verdict: 'INCONCLUSIVE', reason: 'the build names no script that is loaded first' };
  };
  return [
    unbuilt('PERF-06.initial-bundle') ?? initialBundle(evidence, thresholds),
    unbuilt('PERF-06.code-split') ?? codeSplit(evidence),
    unbuilt('PERF-06.lazy-components') ?? lazyComponents(evidence),
  ];
}

function initialBundle({ initial }: Bundle, thresholds: Thresholds): ClauseVerdict {
  const clause = 'PERF-06.initial-bundle';
  const limit = limitOf(thresholds(clause));
  // 1 KB is 1000 bytes: the stricter of the two readings.
  const value = Math.round(initial.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0) / 100) / 10;
  const largest = initial.toSorted((a, b) => b.gzipBytes - a.gzipBytes)[0];
  const reason = `${value} KB gzipped in ${initial.length} files, the largest is ${largest?.file} (${Math.round((largest?.gzipBytes ?? 0) / 1000)} KB)`;
  return { clause, verdict: value < limit ? 'PASS' : 'FAIL', reason, measured: { value, unit: 'KB', samples: initial.length } };
}

function codeSplit({ initial, routes }: Bundle): ClauseVerdict {
  const clause = 'PERF-06.code-split';
  if (routes.length === 0) return { clause, verdict: 'INCONCLUSIVE', reason: 'the router declares no page' };
  const first = new Set(initial.map(({ file }) => file));
  const chunks = routes.map(({ chunk }) => chunk);
  const joined = routes.find(({ chunk }) => chunk === null || first.has(chunk) || chunks.filter((other) => other === chunk).length > 1);
  const own = routes.filter(({ chunk }) => chunk !== null && !first.has(chunk)).length;
  const measured = { value: own, unit: 'routes', samples: routes.length, expected: routes.length };
  if (joined) return { clause, verdict: 'FAIL', reason: `the page ${joined.path} has no chunk of its own`, measured };
  return { clause, verdict: 'PASS', reason: `each of ${routes.length} pages is a chunk of its own`, measured };
}

function lazyComponents({ initial, heavy }: Bundle): ClauseVerdict {
  const clause = 'PERF-06.lazy-components';
  if (heavy.length === 0) return { clause, verdict: 'INCONCLUSIVE', reason: 'no heavy library is named' };
  const first = new Set(initial.map(({ file }) => file));
  const early = heavy.find(({ foundIn }) => foundIn.some((file) => first.has(file)));
  if (early) return { clause, verdict: 'FAIL', reason: `${early.name} is loaded with the first page` };
  const lost = heavy.find(({ foundIn }) => foundIn.length === 0);
  if (lost)
    return { clause, verdict: 'INCONCLUSIVE', reason: `${lost.name} is in no file of the build: it cannot be said where it is loaded` };
  return { clause, verdict: 'PASS', reason: `${heavy.map(({ name }) => name).join(', ')}: only in files that are loaded on demand` };
}
