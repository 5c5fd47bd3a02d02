import type { ClauseVerdict } from '@transkeep/reports/contract/index.ts';
import type { SystemStart } from './evidence.ts';

/** Load per CPU above which a slow start says more about the machine than about the app. */
const BUSY = 3;

/** The app not becoming ready while every tool is there is the app's failure, not the harness's. */
export function evaluate({ outcome, message, durationMs, processes, timedOut, loadBefore, cpus }: SystemStart): ClauseVerdict[] {
  const clause = 'DEP-03.starts';
  if (outcome === 'missing-tool') return [{ clause, verdict: 'INCONCLUSIVE', reason: message }];
  if (timedOut && loadBefore > BUSY * cpus) {
    return [
      {
        clause,
        verdict: 'INCONCLUSIVE',
        reason: `too busy a machine (load ${loadBefore.toFixed(0)} on ${cpus} CPUs before the start): ${message}`,
      },
    ];
  }
  if (outcome === 'not-ready') return [{ clause, verdict: 'FAIL', reason: `the system did not become ready: ${message}` }];
  if (processes.length === 0) return [{ clause, verdict: 'INCONCLUSIVE', reason: 'ready, but no process is named' }];
  return [
    {
      clause,
      verdict: 'PASS',
      reason: `${processes.length} processes ready after ${(durationMs / 1000).toFixed(1)} s: ${processes.join(', ')}`,
    },
  ];
}
