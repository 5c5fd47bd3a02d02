import { DelayedError, type Job, Queue, WaitingError, Worker } from 'bullmq';
import { Value } from 'typebox/value';
import type { Redis } from '../database/redis.ts';
import type { Logger } from '../telemetry/logger.ts';
import { type JobHandler, LaterError } from './jobs/job-handler.ts';

export interface ScheduledHandler {
  readonly handler: JobHandler;
  /** Runs at start and then this often, once over all worker processes. */
  readonly everyMs: number;
}

export interface JobRunnerOptions {
  /** A `patient` connection; each queue makes its own copies of it. */
  readonly connection: Redis;
  readonly handlers: readonly JobHandler[];
  readonly scheduled: readonly ScheduledHandler[];
  /** Jobs of each kind at a time in this process. */
  readonly concurrency: number;
  readonly logger: Logger;
}

export interface JobRunner {
  /** Takes no more jobs, cuts off those that run and puts them back into the queue for another worker, now. */
  stop(): Promise<void>;
}

/** A worker that died holds its jobs this long before another takes them over. */
const LOCK_MS = 10_000;

/** Runs handlers on their queues. The one place where a job's error is caught: known here is only «again» and «given up». */
export async function startJobRunner({ connection, handlers, scheduled, concurrency, logger }: JobRunnerOptions): Promise<JobRunner> {
  const stopping = new AbortController();
  const start = (handler: JobHandler, parallel: number) => {
    const worker = new Worker(handler.queue, (job, token) => runJob(handler, job, token, stopping.signal, logger), {
      connection,
      concurrency: parallel,
      lockDuration: LOCK_MS,
      stalledInterval: LOCK_MS / 2,
      // A worker that is killed again and again is not the document's fault; housekeeping's own limit is the expiry.
      maxStalledCount: 5,
      drainDelay: 5,
    });
    worker.on('error', (err) => logger.warn({ err, queue: handler.queue }, 'queue connection'));
    return worker;
  };
  const workers = [...handlers.map((handler) => start(handler, concurrency)), ...scheduled.map(({ handler }) => start(handler, 1))];
  for (const { handler, everyMs } of scheduled) await schedule(connection, handler.queue, everyMs);
  await Promise.all(workers.map((worker) => worker.waitUntilReady()));

  return {
    async stop() {
      stopping.abort(new Error('the worker is stopping'));
      await Promise.all(workers.map((worker) => worker.close()));
    },
  };
}

async function schedule(connection: Redis, name: string, everyMs: number): Promise<void> {
  const queue = new Queue(name, { connection });
  queue.on('error', () => {});
  await queue.upsertJobScheduler(name, { every: everyMs }, { name, opts: { removeOnComplete: true, removeOnFail: { count: 50 } } });
  await queue.close();
}

async function runJob(handler: JobHandler, job: Job, token: string | undefined, signal: AbortSignal, parent: Logger): Promise<void> {
  const logger = parent.child({ queue: handler.queue, jobId: job.id, attempt: job.attemptsMade + 1 });
  const startedAt = performance.now();
  try {
    const payload = Value.Parse(handler.payload, job.data);
    await handler.run(payload, { signal, logger });
    logger.debug({ ms: Math.round(performance.now() - startedAt) }, 'job done');
  } catch (error) {
    if (signal.aborted) {
      // Not an attempt: the same job, untouched, for whoever is next.
      await job.moveToWait(token);
      logger.info('job handed back');
      throw new WaitingError();
    }
    if (error instanceof LaterError) {
      // A little later than asked, each at its own time: all that wait for the same service would come back at once.
      await job.moveToDelayed(Date.now() + error.afterMs * (1 + Math.random() / 5), token);
      logger.warn({ afterMs: error.afterMs, reason: causeOf(error) }, 'job waits');
      throw new DelayedError();
    }
    const last = job.attemptsMade + 1 >= (job.opts.attempts ?? 1);
    logger.error({ err: error, last }, last ? 'job given up' : 'job failed, will be tried again');
    if (last && Value.Check(handler.payload, job.data)) await handler.giveUp?.(job.data, error);
    throw error;
  }
}

/** The innermost reason: what was away, not that something was. */
function causeOf(error: Error): string {
  return error.cause instanceof Error ? causeOf(error.cause) : error.message;
}
