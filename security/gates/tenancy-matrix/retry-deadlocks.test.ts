import pg from 'pg';
import { expect, test, vi } from 'vitest';
import { retryDeadlocks } from './retry-deadlocks.ts';

const failed = (code: string) => Object.assign(new pg.DatabaseError(code, 0, 'error'), { code });
/** Fails so many times, then answers. */
const after = (times: number, code: string) => {
  let calls = 0;
  return vi.fn(async () => {
    calls += 1;
    if (calls <= times) throw failed(code);
    return 'done';
  });
};

test('a deadlock is tried again, and each is heard of', async () => {
  const heard = vi.fn();
  expect(await retryDeadlocks(after(2, '40P01'), heard)).toBe('done');
  expect(heard).toHaveBeenCalledTimes(2);
});

test('deadlocks without end are thrown after four attempts', async () => {
  const work = after(Number.POSITIVE_INFINITY, '40P01');
  await expect(retryDeadlocks(work, () => undefined)).rejects.toThrow('40P01');
  expect(work).toHaveBeenCalledTimes(4);
});

test('anything else is thrown at once', async () => {
  const heard = vi.fn();
  await expect(retryDeadlocks(after(1, '42501'), heard)).rejects.toThrow('42501');
  expect(heard).not.toHaveBeenCalled();
});
