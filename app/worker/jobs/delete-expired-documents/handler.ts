import { Type } from 'typebox';
import type { Housekeeping } from '../../../domain/documents/housekeeping.ts';
import { QUEUES } from '../../queue/queues.ts';
import { jobHandler } from '../job-handler.ts';

/** Idempotency: deletes what is there and over its time. */
export const deleteExpiredDocuments = (housekeeping: Housekeeping) =>
  jobHandler({
    queue: QUEUES.deleteExpired,
    payload: Type.Object({}),
    async run(_payload, { logger }) {
      const deleted = await housekeeping.deleteExpired();
      if (deleted > 0) logger.info({ deleted }, 'expired documents deleted');
    },
  });
