import type { Static, TSchema } from 'typebox';
import type { Logger } from '../../telemetry/logger.ts';

export interface JobContext {
  /** Aborted when the process stops: end soon, the job runs again elsewhere. */
  readonly signal: AbortSignal;
  readonly logger: Logger;
}

/** Not now: something that the job needs is away. It comes back after that time, and it is no failed try. */
export class LaterError extends Error {
  override name = 'LaterError';
  readonly afterMs: number;
  constructor(afterMs: number, options?: ErrorOptions) {
    super(`the job waits for ${afterMs} ms`, options);
    this.afterMs = afterMs;
  }
}

/** One kind of job: what it is given and what it does. Safe to run twice, and to be cut off anywhere. */
export interface JobHandler<Payload extends TSchema = TSchema> {
  readonly queue: string;
  readonly payload: Payload;
  run(payload: Static<Payload>, context: JobContext): Promise<void>;
  /** The last try failed too, with an error that nobody expected. */
  giveUp?(payload: Static<Payload>, error: unknown): Promise<void>;
}

/** Ties the payload's type to its schema. */
export function jobHandler<Payload extends TSchema>(handler: JobHandler<Payload>): JobHandler<Payload> {
  return handler;
}
