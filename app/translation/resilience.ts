import {
  bulkhead,
  CircuitState,
  circuitBreaker,
  DelegateBackoff,
  handleWhen,
  type IBreaker,
  isBrokenCircuitError,
  retry,
  wrap,
} from 'cockatiel';
import { TranslationError, TranslationUnavailableError } from './engine.ts';

export interface ResilienceOptions {
  /** Tries after the first one. */
  readonly maxRetries?: number;
  readonly firstDelayMs?: number;
  /** Failures in a row, over all callers, after which the engine is left alone. */
  readonly openAfter?: number;
  /** How long it is left alone before one call tries again; longer where the service said so. */
  readonly halfOpenAfterMs?: number;
  /** Calls under way at a time; the others wait. */
  readonly parallelCalls?: number;
}

export interface Resilience {
  /**
   * Runs `call` with retries behind a circuit breaker. Only `TranslationError`s count and are retried.
   * @throws {TranslationUnavailableError} while the circuit is open, and for a call that is throttled to its last try
   */
  run<T>(call: () => Promise<T>, signal?: AbortSignal): Promise<T>;
}

/** A longer wait is not spent inside a job: the circuit opens for that long, and the job makes room. */
const LONGEST_WAIT_MS = 5000;
/** So that a job that waits does not come back while the one trying call is still under way. */
const MIN_WAIT_MS = 1000;
/** A refused key or an empty account: only a person can help, so it is asked seldom. */
const LASTING_MS = 60_000;

const retryAfter = (error: unknown): number => (error instanceof TranslationError ? (error.retryAfterMs ?? 0) : 0);
const worthRetrying = (error: unknown): boolean =>
  error instanceof TranslationError && !error.lasting && (error.retryAfterMs ?? 0) <= LONGEST_WAIT_MS;

/**
 * Retry inside a breaker: one call that fails all its tries is several failures, so a dead engine opens the circuit soon. A
 * refusal that asking again cannot change, and a service that wants to be left alone for long, open it at once.
 */
export function createResilience({
  maxRetries = 3,
  firstDelayMs = 100,
  openAfter = 8,
  halfOpenAfterMs = 10_000,
  parallelCalls = 4,
}: ResilienceOptions = {}): Resilience {
  const retries = retry(handleWhen(worthRetrying), {
    maxAttempts: maxRetries,
    // Doubling with full jitter above half: many callers that failed together do not come back together.
    backoff: new DelegateBackoff(({ attempt, result }) => {
      const most = Math.min(2000, firstDelayMs * 2 ** (attempt - 1));
      const jittered = most * (0.5 + Math.random() / 2);
      return Math.max(jittered, retryAfter('error' in result ? result.error : undefined));
    }),
  });

  let inARow = 0;
  let last: unknown;
  const opening: IBreaker = {
    state: undefined,
    success: () => {
      inARow = 0;
    },
    failure: () => {
      inARow += 1;
      return inARow >= openAfter || !(last instanceof TranslationError && worthRetrying(last));
    },
  };
  let openUntil = 0;
  const closedFor = (error: unknown): number =>
    Math.max(halfOpenAfterMs, retryAfter(error), error instanceof TranslationError && error.lasting ? LASTING_MS : 0);
  const breaker = circuitBreaker(
    handleWhen((error) => error instanceof TranslationError),
    { breaker: opening, halfOpenAfter: new DelegateBackoff(() => closedFor(last)) },
  );
  breaker.onBreak(() => {
    openUntil = Date.now() + closedFor(last);
    inARow = 0;
  });
  const guarded = wrap(bulkhead(parallelCalls, Number.POSITIVE_INFINITY), retries, breaker);

  return {
    async run(call, signal) {
      try {
        signal?.throwIfAborted();
        const guardedCall = guarded.execute(async () => {
          signal?.throwIfAborted();
          try {
            return await orAborted(call(), signal);
          } catch (error) {
            last = error;
            throw error;
          }
        }, signal);
        // The pause before a retry, and the queue for a place, do not hear the signal.
        return await orAborted(guardedCall, signal);
      } catch (error) {
        signal?.throwIfAborted();
        const isOpen = isBrokenCircuitError(error) || (error instanceof TranslationError && breaker.state === CircuitState.Open);
        if (isOpen) throw new TranslationUnavailableError(Math.max(MIN_WAIT_MS, openUntil - Date.now()), { cause: last });
        // Other callers' successes keep the circuit closed, and yet this one is not served: it makes room.
        if (error instanceof TranslationError && error.throttled) throw new TranslationUnavailableError(closedFor(error), { cause: error });
        throw error;
      }
    },
  };
}

/** Not every client library can end a call: then it ends for us, and its answer goes nowhere. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  const { promise, reject } = Promise.withResolvers<never>();
  const abort = () => reject(signal.reason);
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  return Promise.race([work, promise]).finally(() => signal.removeEventListener('abort', abort));
}
