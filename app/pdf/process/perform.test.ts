import { expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../limits.ts';
import { lines, samplePdf } from '../testing/sample.ts';
import { LastReading } from './last-reading.ts';
import { perform } from './perform.ts';
import type { Reply } from './protocol.ts';

test('reading links tells of pages, as the limits of a page are counted from there', async () => {
  const pdf = await samplePdf([lines([50, 700, 'One']), lines([50, 700, 'Two'])], { link: 'https://example.org/' });
  const replies: Reply[] = [];
  await perform({ kind: 'navigation', pdf, limits: DEFAULT_LIMITS }, new LastReading(), (reply) => replies.push(reply));
  expect(new Set(replies.map(({ kind }) => kind))).toEqual(new Set(['page']));
});
