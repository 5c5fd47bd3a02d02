import { Type } from 'typebox';
import type { Housekeeping } from '../../../domain/documents/housekeeping.ts';
import { QUEUES } from '../../queue/queues.ts';
import { jobHandler } from '../job-handler.ts';

/** Idempotency: a job's id comes from its document, so queueing what is queued changes nothing. */
export const requeueUnfinishedDocuments = (housekeeping: Housekeeping) =>
  jobHandler({
    queue: QUEUES.requeue,
    payload: Type.Object({}),
    async run(_payload, { logger }) {
      const found = await housekeeping.requeueUnfinished();
      if (found > 0) logger.info({ found }, 'unfinished documents queued again');
    },
  });
