import type { DocumentProcessing } from '../../../domain/documents/process-document.ts';
import { QUEUES } from '../../queue/queues.ts';
import { failOnRefusal, INTERNAL } from '../document-errors.ts';
import { jobHandler } from '../job-handler.ts';
import { RenderDocument } from './job.ts';

/** Idempotency: the rendering by (document, revision); the newest one wins, whichever job ends last. */
export const renderDocument = (processing: DocumentProcessing) =>
  jobHandler({
    queue: QUEUES.render,
    payload: RenderDocument,
    run: (payload, { signal, logger }) => failOnRefusal(processing, payload, logger, () => processing.render(payload, signal)),
    giveUp: (payload) => processing.fail(payload, INTERNAL),
  });
