import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inRanges, PAGES_PER_TASK } from './page-ranges.ts';

const numbers = (from: number, to: number) => Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);

test('every page is in exactly one range, in order, and no range is longer than a task', () =>
  fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 1500 }), fc.integer({ min: 1, max: 4 }), async (pages, lanes) => {
      let running = 0;
      let most = 0;
      const parts = await inRanges(lanes, async ({ from, to }, _signal, onOpen) => {
        most = Math.max(most, ++running);
        onOpen(pages);
        onOpen(pages);
        // Later ranges end first now and then.
        for (let turn = 0; turn < from % 3; turn++) await Promise.resolve();
        running--;
        return numbers(from, Math.min(to, pages));
      });
      expect(parts.flat()).toEqual(numbers(1, pages));
      expect(Math.max(0, ...parts.map((part) => part.length))).toBeLessThanOrEqual(PAGES_PER_TASK);
      expect(most).toBeLessThanOrEqual(lanes);
    }),
  ));

test('one range that fails ends the others, and is what is said', async () => {
  const aborted: number[] = [];
  const work = inRanges(2, ({ from }, signal, onOpen) => {
    onOpen(3 * PAGES_PER_TASK);
    if (from > PAGES_PER_TASK) return Promise.reject(new Error('page 100 is a bomb'));
    return new Promise((_, reject) => {
      signal.addEventListener('abort', () => {
        aborted.push(from);
        reject(signal.reason);
      });
    });
  });
  await expect(work).rejects.toThrow('page 100 is a bomb');
  expect(aborted).toEqual([1]);
});
