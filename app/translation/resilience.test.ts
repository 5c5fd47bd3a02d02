import { describe, expect, test, vi } from 'vitest';
import { TranslationError, TranslationUnavailableError } from './engine.ts';
import { createResilience } from './resilience.ts';

describe('resilience', () => {
  test('tries again, and gives up with the last error', async () => {
    const { run } = createResilience({ maxRetries: 2, firstDelayMs: 1 });
    const call = vi.fn(async () => 'ok').mockRejectedValueOnce(new TranslationError('first'));
    expect(await run(call)).toBe('ok');
    const dead = vi.fn(() => Promise.reject(new TranslationError('dead')));
    await expect(run(dead)).rejects.toThrow('dead');
    expect(dead).toHaveBeenCalledTimes(3);
  });

  test('does not repeat what is not the engine’s failure', async () => {
    const { run } = createResilience({ firstDelayMs: 1 });
    const defect = vi.fn(() => Promise.reject(new TypeError('a defect')));
    await expect(run(defect)).rejects.toThrow(TypeError);
    expect(defect).toHaveBeenCalledTimes(1);
  });

  test('leaves a dead engine alone, then tries it once, then trusts it again', async () => {
    const { run } = createResilience({ maxRetries: 0, openAfter: 3, halfOpenAfterMs: 50 });
    const dead = vi.fn(() => Promise.reject(new TranslationError('dead')));
    for (let index = 0; index < 2; index++) await expect(run(dead)).rejects.toThrow('dead');
    await expect(run(dead)).rejects.toThrow(TranslationUnavailableError);
    await expect(run(dead)).rejects.toThrow('left alone');
    expect(dead).toHaveBeenCalledTimes(3);
    await expect.poll(() => run(async () => 'alive').catch(() => 'open')).toBe('alive');
    expect(await run(async () => 'still')).toBe('still');
  });

  test('waits as long as the service asked for before it tries again', async () => {
    const { run } = createResilience({ maxRetries: 1, firstDelayMs: 1 });
    const times: number[] = [];
    const call = async () => {
      times.push(performance.now());
      if (times.length === 1) throw new TranslationError('too many', { retryAfterMs: 120 });
      return 'ok';
    };
    expect(await run(call)).toBe('ok');
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(115);
  });

  test('a service that asks for a long pause is left alone for it at once, by everybody', async () => {
    const { run } = createResilience({ maxRetries: 3, firstDelayMs: 1 });
    const limited = vi.fn(() => Promise.reject(new TranslationError('too many', { retryAfterMs: 30_000 })));
    const first = await run(limited).catch((error) => error);
    expect(first).toBeInstanceOf(TranslationUnavailableError);
    expect(first.retryAfterMs).toBeGreaterThan(29_000);
    expect(first.cause.message).toBe('too many');
    await expect(run(limited)).rejects.toThrow(TranslationUnavailableError);
    expect(limited).toHaveBeenCalledTimes(1);
  });

  test('a call that is throttled to its last try waits, however many others succeed', async () => {
    const { run } = createResilience({ maxRetries: 1, firstDelayMs: 1 });
    const limited = vi.fn(() => Promise.reject(new TranslationError('too many', { throttled: true })));
    for (let index = 0; index < 6; index++) {
      await expect(run(limited)).rejects.toThrow(TranslationUnavailableError);
      expect(await run(async () => 'ok')).toBe('ok');
    }
    expect(limited).toHaveBeenCalledTimes(12);
  });

  test('a refused key is not asked with again, for a minute', async () => {
    const { run } = createResilience({ maxRetries: 3, firstDelayMs: 1 });
    const refused = vi.fn(() => Promise.reject(new TranslationError('the key is refused', { lasting: true })));
    const error = await run(refused).catch((caught) => caught);
    expect(error).toBeInstanceOf(TranslationUnavailableError);
    expect(error.retryAfterMs).toBeGreaterThan(50_000);
    expect(refused).toHaveBeenCalledTimes(1);
  });

  test('a trying call that fails closes nothing', async () => {
    const { run } = createResilience({ maxRetries: 0, openAfter: 1, halfOpenAfterMs: 20 });
    const dead = vi.fn(() => Promise.reject(new TranslationError('dead')));
    await expect(run(dead)).rejects.toThrow(TranslationUnavailableError);
    const triedAgain = async () => {
      await run(dead).catch(() => {});
      return dead.mock.calls.length;
    };
    await expect.poll(triedAgain).toBe(2);
    await expect(run(dead)).rejects.toThrow(TranslationUnavailableError);
    expect(dead).toHaveBeenCalledTimes(2);
  });

  test('an abort ends a pause before a retry at once, and no call follows it', async () => {
    const { run } = createResilience({ maxRetries: 1, firstDelayMs: 1, parallelCalls: 1 });
    const call = vi.fn(() => Promise.reject(new TranslationError('busy', { retryAfterMs: 500 })));
    const stopping = new AbortController();
    const startedAt = performance.now();
    const pausing = run(call, stopping.signal);
    const queued = run(call, stopping.signal);
    await expect.poll(() => call.mock.calls.length).toBe(1);
    stopping.abort(new Error('stop'));
    await expect(pausing).rejects.toThrow('stop');
    await expect(queued).rejects.toThrow('stop');
    expect(performance.now() - startedAt).toBeLessThan(450);
    // The place is free when the pause is over.
    expect(await run(async () => 'ok')).toBe('ok');
    expect(call).toHaveBeenCalledTimes(1);
  });

  test('has no more calls under way than allowed, over all callers', async () => {
    const { run } = createResilience({ parallelCalls: 2 });
    let running = 0;
    let most = 0;
    const call = async () => {
      most = Math.max(most, ++running);
      await new Promise(setImmediate);
      running--;
    };
    await Promise.all(Array.from({ length: 12 }, () => run(call)));
    expect(most).toBe(2);
  });
});
