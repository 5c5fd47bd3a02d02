import type { Criterion } from '@transkeep/reports/contract/index.ts';
import { criterion } from './define.ts';

const load = 'load-200-users';

/** One operation of the loaded journey. 400 samples = 200 users × 2 journeys: fewer cannot carry a p95 with an interval. */
function p95(operation: string) {
  return {
    text: `${operation}: p95 below 2 s with 200 users, the interval wholly below the limit`,
    threshold: { text: 'p95 < 2 s', limit: 2, unit: 's', minSamples: 400 },
    gate: load,
  } as const;
}

/** Performance. */
export const perf: readonly Criterion[] = [
  criterion('PERF-01', {
    title: 'Carries 200 concurrent users through whole journeys',
    why: 'A launch brings everyone at once; numbers measured with fewer users, from one address or with the limits off say nothing about that day.',
    howToFix:
      'Open the load gate’s evidence: it names the user, the step and the status at which journeys stopped. Repair that step, or the limit that hits ordinary users.',
    owner: 'backend',
    severity: 'M',
    stages: ['candidate', 'launch'],
    clauses: {
      users: { text: '200 users at work at the same time', threshold: { text: '≥ 200 users', limit: 200, unit: 'users' }, gate: load },
      'steady-state': { text: 'All of them for at least 3 minutes', threshold: { text: '≥ 180 s', limit: 180, unit: 's' }, gate: load },
      'journeys-per-user': {
        text: 'Every user completes whole journeys: sign in, upload of 2 pages, progress, review, edit, download, think time 3–8 s',
        threshold: { text: '≥ 2 complete journeys per user', limit: 2, unit: 'journeys' },
        gate: load,
      },
      addresses: {
        text: 'Users come from different addresses, as the system sees them',
        threshold: { text: '≥ 200 addresses', limit: 200, unit: 'addresses' },
        gate: load,
      },
      'rate-limits': {
        text: 'Production rate limits are on during the load, and a 429 counts as an error',
        threshold: 'limit proven on before the load, with Retry-After',
        gate: load,
      },
    },
  }),
  criterion('PERF-02', {
    title: 'Answers within 2 s (p95) at that load, operation by operation',
    why: 'Averages over all operations hide the one that people wait for.',
    howToFix:
      'Take the slowest operation of the report, profile API and worker under the same load, and look first at its queries and at work done on the request’s path.',
    owner: 'backend',
    severity: 'M',
    stages: ['candidate', 'launch'],
    clauses: {
      'sign-in': p95('Sign in'),
      list: p95('List of documents'),
      upload: p95('Upload'),
      status: p95('Status'),
      review: p95('Blocks for review'),
      edit: p95('Edit of a block'),
      download: p95('Download'),
    },
  }),
  criterion('PERF-03', {
    title: 'Keeps errors rare and journeys whole under load',
    why: 'Fast errors make good response times.',
    howToFix:
      'Group the gate’s errors by operation and status: 429 points at limits, 5xx at the API’s log of that minute, incomplete journeys at the workers’ queue.',
    owner: 'backend',
    severity: 'M',
    stages: ['candidate', 'launch'],
    clauses: {
      'error-rate': {
        text: 'Requests that did not get the answer they should',
        threshold: { text: '< 1 %', limit: 0.01, unit: 'share', minSamples: 2800 },
        gate: load,
      },
      'journeys-complete': {
        text: 'Journeys begun in the steady state that reach their download',
        threshold: { text: '≥ 90 %', limit: 0.9, unit: 'share', minSamples: 400 },
        gate: load,
      },
    },
  }),
  criterion('PERF-04', {
    title: 'Leaks no memory over a soak',
    why: 'A leak of one document’s size per job ends the worker within a day of real use.',
    howToFix: 'Compare two heap snapshots of the soak; look for what is kept per job or per connection.',
    owner: 'backend',
    severity: 'M',
    stages: ['candidate'],
    clauses: {
      'api-heap': { text: 'Heap of the API', threshold: 'slope not significantly positive' },
      'api-rss': { text: 'Resident memory of the API', threshold: 'slope not significantly positive' },
      'worker-heap': { text: 'Heap of the worker', threshold: 'slope not significantly positive' },
      'worker-rss': { text: 'Resident memory of the worker and its engine processes', threshold: 'slope not significantly positive' },
    },
  }),
  criterion('PERF-05', {
    title: 'Knows its headroom',
    why: 'Without the breaking point nobody can say how much success the launch can bear.',
    howToFix: 'Run the search again on a quiet machine; if the point is too near, scale what saturates first.',
    owner: 'backend',
    severity: 'S',
    stages: ['candidate'],
    clauses: {
      searched: { text: 'The breaking point was searched until something broke', threshold: 'a load at which a limit fails is found' },
      reported: { text: 'Headroom is reported as a multiple of 200 users', threshold: 'N × 200 users, stated' },
    },
  }),
  criterion('PERF-06', {
    title: 'Ships a small web client',
    why: 'The first page must open on a phone in a train.',
    howToFix: 'Look at the chunks in the evidence: move what the first page does not need behind a route or a lazy component.',
    owner: 'frontend',
    severity: 'M',
    stages: ['candidate'],
    clauses: {
      'initial-bundle': {
        text: 'Everything the entry page loads, gzipped',
        threshold: { text: '< 200 KB', limit: 200, unit: 'KB', minSamples: 1 },
        gate: 'bundle',
      },
      'code-split': { text: 'Code is split by route', threshold: 'each route in a chunk of its own', gate: 'bundle' },
      'lazy-components': { text: 'Heavy components load when they are shown', threshold: 'not part of the initial bundle', gate: 'bundle' },
      'virtual-scrolling': {
        text: 'Only the visible pages of a long PDF are drawn',
        threshold: 'drawn pages stay bounded on a long document',
        gate: 'e2e-chromium',
      },
    },
  }),
  criterion('PERF-07', {
    title: 'Meets the web vitals budget',
    why: 'What the servers measure is not what people see.',
    howToFix: 'Open the Lighthouse report of the failing page and take its largest opportunity first.',
    owner: 'frontend',
    severity: 'S',
    stages: ['candidate', 'launch'],
    clauses: {
      lighthouse: {
        text: 'Lighthouse on the main pages, median of at least three runs',
        threshold: 'within the budget on every main page',
      },
      'core-web-vitals': { text: 'LCP, INP and CLS of the main pages', threshold: 'within the budget on every main page' },
    },
  }),
  criterion('PERF-08', {
    title: 'Queries stay fast with a full database',
    why: 'A sequential scan is invisible with ten documents and fatal with a hundred thousand.',
    howToFix: 'Read the plan in the evidence; add or repair the index it should have used, and mind that row security adds a predicate.',
    owner: 'backend',
    severity: 'M',
    stages: ['candidate'],
    clauses: {
      'plans-recorded': { text: 'Every hot query has an EXPLAIN (ANALYZE, BUFFERS) plan', threshold: 'a plan for every hot query' },
      'no-sequential-scan': {
        text: 'None of them scans sequentially with 100,000 documents',
        threshold: { text: '0 sequential scans at 100,000 documents', limit: 0, unit: 'scans' },
      },
      'pool-sized': { text: 'The connection pool fits the load and the database', threshold: 'sized, with the reckoning stated' },
      'slow-queries': { text: 'Slow queries of the run are listed', threshold: 'listed' },
    },
  }),
  criterion('PERF-09', {
    title: 'The cache earns its keep',
    why: 'A cache that never hits is only one more thing to fail.',
    howToFix: 'Look at the keys that miss: expiry too short, key too specific, or never filled.',
    owner: 'backend',
    severity: 'S',
    stages: ['candidate'],
    clauses: {
      blocks: { text: 'Hit rate of extracted blocks', threshold: 'measured and above its floor' },
      'hot-queries': { text: 'Hit rate of hot queries', threshold: 'measured and above its floor' },
    },
  }),
  criterion('PERF-10', {
    title: 'Spends the network well',
    why: 'Uncompressed, uncached answers and new connections cost every user on every page.',
    howToFix: 'Compare the headers in the evidence with the edge’s configuration of that path.',
    owner: 'platform',
    severity: 'M',
    stages: ['candidate', 'launch'],
    clauses: {
      compression: { text: 'Text is compressed', threshold: 'brotli or gzip on every compressible answer' },
      'cache-headers': {
        text: 'Cache headers are in effect',
        threshold: 'assets immutable, entry page revalidated, private data not stored',
      },
      'keep-alive': { text: 'Connections are kept and reused', threshold: 'reused over consecutive requests' },
    },
  }),
  criterion('PERF-11', {
    title: 'Large documents stay manageable',
    why: 'One long document must not take a worker away from everyone else.',
    howToFix: 'Watch memory by page in the evidence: what is kept after its page is done?',
    owner: 'pdf-engine',
    severity: 'M',
    stages: ['candidate'],
    clauses: {
      'parallel-pages': { text: 'Pages are extracted in parallel', threshold: 'faster than one by one, same result' },
      'bounded-memory': { text: 'Memory is bounded on a 500-page document', threshold: 'below the worker’s limit at 500 pages' },
      'blocks-cached': { text: 'Extracted blocks are cached', threshold: 'a second pass does not extract again' },
    },
  }),
  criterion('PERF-12', {
    title: 'Calls translation engines well',
    why: 'Engines are slow, priced and limited; calling them one by one, or in spite of their limit, stops everyone.',
    howToFix: 'Read the recorded calls: batch size, overlap, and what happened after the first refusal.',
    owner: 'backend',
    severity: 'M',
    stages: ['candidate'],
    clauses: {
      'batch-of-10': {
        text: 'Calls carry 10 blocks',
        threshold: { text: '10 blocks per call', limit: 10, unit: 'blocks', direction: 'exactly' },
      },
      parallel: { text: 'Calls run in parallel', threshold: 'calls of one document overlap' },
      'circuit-opens': { text: 'A circuit breaker opens on rate limits', threshold: 'no call while open' },
      'circuit-recovers': { text: 'It closes again when the engine answers', threshold: 'documents go on without help' },
    },
  }),
  criterion('PERF-13', {
    title: 'A document takes less than 90 s on average',
    why: 'It is the promise made to beta users.',
    howToFix: 'Split the time of slow documents into waiting, extraction, translation and rendering; repair the largest.',
    owner: 'backend',
    severity: 'M',
    stages: ['candidate', 'beta'],
    clauses: {
      average: { text: 'Average time from upload to ready', threshold: { text: 'average < 90 s', limit: 90, unit: 's', minSamples: 100 } },
    },
  }),
  criterion('PERF-14', {
    title: 'CPU profiles under load are on file',
    why: 'The next question after a slow number is «where?».',
    howToFix: 'Run the load gate with profiling; keep both files as evidence.',
    owner: 'backend',
    severity: 'S',
    stages: ['candidate'],
    clauses: {
      api: { text: 'CPU profile of the API under load', threshold: 'recorded as evidence' },
      worker: { text: 'CPU profile of the worker under load', threshold: 'recorded as evidence' },
    },
  }),
];
