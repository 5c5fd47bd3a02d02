import { expect, test, vi } from 'vitest';
import { createMetrics } from './metrics.ts';

const neverFails = (error: unknown): never => {
  throw error;
};

function collecting(options: Partial<Parameters<typeof createMetrics>[0]> = {}) {
  const lines: Record<string, unknown>[] = [];
  const metrics = createMetrics({ write: (line) => lines.push(JSON.parse(line)), onError: neverFails, ...options });
  return { metrics, lines };
}

test('writes what was recorded as one line of the embedded metric format', () => {
  const { metrics, lines } = collecting();
  metrics.record('CacheHits', 3);
  metrics.record('CacheHits', 4);
  metrics.record('DocumentSeconds', 1.5);
  metrics.close();
  expect(lines).toEqual([
    {
      _aws: {
        Timestamp: expect.any(Number),
        CloudWatchMetrics: [
          {
            Namespace: 'TransKeep',
            Dimensions: [[]],
            Metrics: [
              { Name: 'CacheHits', Unit: 'Count' },
              { Name: 'DocumentSeconds', Unit: 'Seconds' },
            ],
          },
        ],
      },
      CacheHits: [3, 4],
      DocumentSeconds: [1.5],
    },
  ]);
});

test('a line has at most a hundred values of a metric, and none is lost', () => {
  const { metrics, lines } = collecting();
  for (let value = 0; value < 250; value++) metrics.record('QueryMilliseconds', value);
  metrics.close();
  expect(lines.map((line) => (line.QueryMilliseconds as number[]).length)).toEqual([100, 100, 50]);
});

test('nothing recorded, nothing written', () => {
  const { metrics, lines } = collecting();
  metrics.close();
  expect(lines).toEqual([]);
});

test('a gauge is read each time; one that fails is told of and harms nothing else', async () => {
  const onError = vi.fn();
  const { metrics, lines } = collecting({
    everyMs: 5,
    onError,
    gauges: [
      { name: 'CacheMisses', read: () => Promise.reject(new Error('away')) },
      { name: 'QueueDepth', read: async () => 7 },
    ],
  });
  await expect.poll(() => lines.length).toBeGreaterThan(0);
  metrics.close();
  expect(lines[0]).toMatchObject({ QueueDepth: [7] });
  expect(lines[0]).not.toHaveProperty('CacheMisses');
  expect(onError).toHaveBeenCalledWith(new Error('away'));
});

test('what is no number is told of, not written', () => {
  const onError = vi.fn();
  const { metrics, lines } = collecting({ onError });
  metrics.record('TranslationCostUsd', Number.NaN);
  metrics.close();
  expect(lines).toEqual([]);
  expect(onError).toHaveBeenCalledOnce();
});
