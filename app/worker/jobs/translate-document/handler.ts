import type { DocumentProcessing } from '../../../domain/documents/process-document.ts';
import { QUEUES } from '../../queue/queues.ts';
import { failOnRefusal, INTERNAL } from '../document-errors.ts';
import { jobHandler } from '../job-handler.ts';
import { TranslateDocument } from './job.ts';

/** Idempotency: blocks by (document, block), the rendering by (document, revision); what is there already is not done again. */
export const translateDocument = (processing: DocumentProcessing) =>
  jobHandler({
    queue: QUEUES.translate,
    payload: TranslateDocument,
    run: (ref, { signal, logger }) => failOnRefusal(processing, ref, logger, () => processing.translate(ref, signal)),
    giveUp: (ref) => processing.fail(ref, INTERNAL),
  });
