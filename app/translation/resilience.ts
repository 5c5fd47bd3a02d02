import { ConsecutiveBreaker, circuitBreaker, ExponentialBackoff, handleWhen, isBrokenCircuitError, retry, wrap } from 'cockatiel';
import { TranslationError } from './engine.ts';

export interface ResilienceOptions {
  /** Tries after the first one. */
  readonly maxRetries?: number;
  readonly firstDelayMs?: number;
  /** Failures in a row, over all callers, after which the engine is left alone. */
  readonly openAfter?: number;
  /** How long it is left alone before one call tries again. */
  readonly halfOpenAfterMs?: number;
}

export interface Resilience {
  /** Runs `call` with retries behind a circuit breaker. Only `TranslationError`s count and are retried. */
  run<T>(call: () => Promise<T>, signal?: AbortSignal): Promise<T>;
}

/** Retry inside a breaker: one call that fails all its tries is several failures, so a dead engine opens the circuit soon. */
export function createResilience({
  maxRetries = 3,
  firstDelayMs = 100,
  openAfter = 8,
  halfOpenAfterMs = 10_000,
}: ResilienceOptions = {}): Resilience {
  const failures = handleWhen((error) => error instanceof TranslationError);
  const retries = retry(failures, {
    maxAttempts: maxRetries,
    backoff: new ExponentialBackoff({ initialDelay: firstDelayMs, maxDelay: 2000 }),
  });
  const breaker = circuitBreaker(failures, { breaker: new ConsecutiveBreaker(openAfter), halfOpenAfter: halfOpenAfterMs });
  const policy = wrap(retries, breaker);
  return {
    async run(call, signal) {
      try {
        return await policy.execute(call, signal);
      } catch (error) {
        if (isBrokenCircuitError(error)) {
          throw new TranslationError('the translation engine failed too often and is left alone for a while', { cause: error });
        }
        throw error;
      }
    },
  };
}
