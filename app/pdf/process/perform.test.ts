import { afterEach, expect, test, vi } from 'vitest';
import { DEFAULT_LIMITS } from '../limits.ts';
import { lines, samplePdf } from '../testing/sample.ts';
import { LastReading } from './last-reading.ts';
import { perform } from './perform.ts';
import type { Reply } from './protocol.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

test.each([
  ['every page that takes its time', 60, 2],
  ['the first of pages that come at once', 0, 1],
])('reading links tells of %s, as the limits of a page are counted from there', async (_, msBetween, told) => {
  let clock = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (clock += msBetween));
  const pdf = await samplePdf([lines([50, 700, 'One']), lines([50, 700, 'Two'])], { link: 'https://example.org/' });
  const replies: Reply[] = [];
  await perform({ kind: 'navigation', pdf, limits: DEFAULT_LIMITS }, new LastReading(), (reply) => replies.push(reply));
  expect(replies).toEqual(Array(told).fill({ kind: 'page' }));
});
