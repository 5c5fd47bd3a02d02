import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { OPERATIONS } from '../../operations.ts';
import type { Journey, LoadWindow, Samples } from './evidence.ts';

interface Point {
  readonly metric: string;
  readonly data: { readonly time: string; readonly value: number; readonly tags: Readonly<Record<string, string>> };
}

type Condensed = Pick<LoadWindow, 'usersAtWork' | 'operations' | 'journeys'>;

const wanted = ['operation_time', 'journey_started', 'journey_time', 'vus'].map((metric) => `{"metric":"${metric}","type":"Point"`);

/** Streams k6's raw samples (`--out json=….json.gz`) into what is judged; memory stays with what is kept. */
export async function condense(rawFile: string): Promise<Condensed> {
  const lines = createInterface({ input: createReadStream(rawFile).pipe(createGunzip()), crlfDelay: Number.POSITIVE_INFINITY });
  const points: Point[] = [];
  for await (const line of lines) {
    if (wanted.some((start) => line.startsWith(start))) points.push(JSON.parse(line) as Point);
  }
  return condensePoints(points);
}

/** Points in any order → evidence, with times relative to the first of them. */
export function condensePoints(points: readonly Point[]): Condensed {
  const timed = points.map((point) => ({ ...point, ms: Date.parse(point.data.time) })).sort((one, other) => one.ms - other.ms);
  const origin = timed[0]?.ms ?? 0;
  const operations: Record<string, Samples> = Object.fromEntries(OPERATIONS.map((operation) => [operation, emptySamples()]));
  const usersAtWork = { atMs: [] as number[], users: [] as number[] };
  const journeys: Journey[] = [];
  const open = new Map<number, Journey>();
  for (const { metric, ms, data } of timed) {
    const atMs = ms - origin;
    const user = Number(data.tags.user);
    if (metric === 'vus') {
      usersAtWork.atMs.push(atMs);
      usersAtWork.users.push(data.value);
    } else if (metric === 'journey_started') {
      const journey = { user, startedAtMs: atMs, endedAtMs: null, outcome: 'unfinished' };
      journeys.push(journey);
      open.set(user, journey);
    } else if (metric === 'journey_time') {
      const journey = open.get(user);
      if (!journey) throw new Error(`k6 wrote the end of a journey of user ${user} that never began`);
      Object.assign(journey, { endedAtMs: atMs, outcome: data.tags.outcome ?? 'unnamed' });
      open.delete(user);
    } else {
      const samples = operations[data.tags.operation ?? ''];
      if (!samples) throw new Error(`k6 wrote a sample of an unknown operation: ${data.tags.operation}`);
      samples.user.push(user);
      samples.atMs.push(atMs);
      samples.durationMs.push(Math.round(data.value * 1_000) / 1_000);
      samples.status.push(Number(data.tags.status));
      samples.right.push(data.tags.ok === 'true');
    }
  }
  return { usersAtWork, operations, journeys };
}

function emptySamples(): Samples {
  return { user: [], atMs: [], durationMs: [], status: [], right: [] };
}

interface K6Summary {
  readonly metrics: Readonly<Record<string, { readonly values: Readonly<Record<string, number>> } | undefined>>;
}

/** k6's own counts, from the summary it writes at the end. A metric without a sample is left out by k6: that is 0. */
export function declaredCounts(summaryJson: string): NonNullable<LoadWindow['k6']['declared']> {
  const { metrics } = JSON.parse(summaryJson) as K6Summary;
  const count = (metric: string) => metrics[metric]?.values.count ?? 0;
  return {
    requests: count('http_reqs'),
    operations: Object.fromEntries(OPERATIONS.map((operation) => [operation, count(`operation_time{operation:${operation}}`)])),
    journeysStarted: count('journey_started'),
    journeysFinished: count('journey_time'),
  };
}
