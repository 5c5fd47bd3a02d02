import { type JobsOptions, Queue } from 'bullmq';
import type { Redis } from '../../database/redis.ts';
import type { DocumentJobs } from '../../domain/documents/document-jobs.ts';
import type { RenderDocument } from '../jobs/render-document/job.ts';
import type { TranslateDocument } from '../jobs/translate-document/job.ts';

export const QUEUES = {
  translate: 'translate-document',
  render: 'render-document',
  deleteExpired: 'delete-expired-documents',
  requeue: 'requeue-unfinished-documents',
} as const;

/** Tries of a job before the document is failed; 1 s, 2 s, 4 s apart. */
const DOCUMENT_JOB: JobsOptions = {
  attempts: 4,
  backoff: { type: 'exponential', delay: 1000 },
  removeOnComplete: true,
  // Kept for a look at what went wrong; adding the same work again replaces it.
  removeOnFail: { age: 24 * 60 * 60, count: 1000 },
};

export interface Queues extends DocumentJobs {
  /** Documents that wait for a worker, or for the translation service. */
  depth(): Promise<number>;
  close(): Promise<void>;
}

/** The producing side: what the API and the worker put into the queues. */
export function createQueues(connection: Redis): Queues {
  const translate = new Queue<TranslateDocument, void, 'translate-document'>(QUEUES.translate, { connection });
  const render = new Queue<RenderDocument, void, 'render-document'>(QUEUES.render, { connection });
  // Errors of the connection are reported where it was made; without a listener they would end the process.
  for (const queue of [translate, render]) queue.on('error', () => {});

  return {
    async translate({ documentId, userId }) {
      const jobId = `translate-${documentId}`;
      await dropFailed(translate, jobId);
      await translate.add('translate-document', { documentId, userId }, { ...DOCUMENT_JOB, jobId });
    },
    async render({ documentId, userId, revision }) {
      const jobId = `render-${documentId}-${revision}`;
      await dropFailed(render, jobId);
      await render.add('render-document', { documentId, userId, revision }, { ...DOCUMENT_JOB, jobId });
    },
    async depth() {
      const counts = await Promise.all([translate, render].map((queue) => queue.getJobCountByTypes('waiting', 'delayed')));
      return counts.reduce((sum, count) => sum + count, 0);
    },
    async close() {
      await Promise.all([translate.close(), render.close()]);
    },
  };
}

/** A job that gave up still holds its id, and `add` would quietly do nothing. Waiting and running ones stay. */
async function dropFailed(queue: Pick<Queue, 'getJob'>, jobId: string): Promise<void> {
  const job = await queue.getJob(jobId);
  if (job && (await job.isFailed())) await job.remove();
}
