import { describe, expect, it } from 'vitest';
import { addressesIn } from './client-addresses.ts';
import { condensePoints, declaredCounts } from './condense.ts';

const at = (ms: number) => new Date(Date.UTC(2026, 10, 1) + ms).toISOString();
const point = (metric: string, ms: number, value: number, tags: Record<string, string> = {}) => ({
  metric,
  data: { time: at(ms), value, tags },
});

describe('raw samples of k6', () => {
  it('become arrays by operation and journeys by user, relative to the first of them', () => {
    const { operations, journeys, usersAtWork } = condensePoints([
      point('journey_time', 9_000, 8_900, { user: '0', outcome: 'complete' }),
      point('journey_started', 100, 1, { user: '0' }),
      point('vus', 0, 1),
      point('operation_time', 350, 12.3456789, { user: '0', operation: 'sign-in', status: '201', ok: 'true' }),
      point('operation_time', 500, 4, { user: '1', operation: 'sign-in', status: '0', ok: 'false' }),
      point('journey_started', 9_100, 1, { user: '0' }),
    ]);
    expect(operations['sign-in']).toEqual({
      user: [0, 1],
      atMs: [350, 500],
      durationMs: [12.346, 4],
      status: [201, 0],
      right: [true, false],
    });
    expect(journeys).toEqual([
      { user: 0, startedAtMs: 100, endedAtMs: 9_000, outcome: 'complete' },
      { user: 0, startedAtMs: 9_100, endedAtMs: null, outcome: 'unfinished' },
    ]);
    expect(usersAtWork).toEqual({ atMs: [0], users: [1] });
  });

  it('are refused when they name an operation nobody knows', () => {
    expect(() => condensePoints([point('operation_time', 0, 1, { operation: 'upolad' })])).toThrow('upolad');
  });
});

describe('counts of k6’s summary', () => {
  it('are 0 for a metric that k6 left out', () => {
    const summary = { metrics: { http_reqs: { values: { count: 7 } }, 'operation_time{operation:list}': { values: { count: 7 } } } };
    const counts = declaredCounts(JSON.stringify(summary));
    expect(counts).toMatchObject({ requests: 7, operations: { list: 7, edit: 0 }, journeysStarted: 0 });
  });
});

describe('connections of the edge', () => {
  it('are the remote ends of established connections to its port', () => {
    const table = [
      '  sl  local_address rem_address   st',
      '   0: 0100007F:20FB 0200007F:A0B4 01 …',
      '   1: 0100007F:20FB 0300007F:A0B5 06 …',
      '   2: 0200007F:A0B4 0100007F:20FB 01 …',
      '   3: 0100007F:20FB 00000000:0000 0A …',
    ].join('\n');
    expect(addressesIn(table, 8443)).toEqual(['127.0.0.2']);
  });
});
