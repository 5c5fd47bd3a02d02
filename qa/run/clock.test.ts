import { expect, test } from 'vitest';
import { CLOCK_JUMP_LIMIT_MS, seconds, watchClock } from './clock.ts';

test('tells how far the wall clock strayed from the monotonic one, also when it came back', () => {
  let [wall, monotonic] = [1_000_000, 0];
  const watch = watchClock(
    () => wall,
    () => monotonic,
  );
  [wall, monotonic] = [1_060_010, 60_000];
  expect(watch.jumpMs()).toBe(10);
  wall += 3_600_000;
  expect(watch.jumpMs()).toBe(3_600_010);
  wall -= 3_600_000;
  expect(watch.jumpMs()).toBe(3_600_010);
  wall -= 7_200_000;
  expect(watch.jumpMs()).toBe(-7_199_990);
  watch.stop();
});

test('real clocks agree', () => {
  const watch = watchClock();
  expect(Math.abs(watch.jumpMs())).toBeLessThan(CLOCK_JUMP_LIMIT_MS);
  watch.stop();
});

test('seconds carry their sign', () => {
  expect([seconds(3_600_010), seconds(-7_200_000)]).toEqual(['+3600 s', '-7200 s']);
});
