import type { DocumentRef } from '../../domain/documents/document.ts';
import type { DocumentProcessing } from '../../domain/documents/process-document.ts';
import { PdfRefusal } from '../../pdf/index.ts';
import type { Logger } from '../../telemetry/logger.ts';
import { TranslationRefusedError, TranslationUnavailableError, UnsupportedPairError } from '../../translation/index.ts';
import { LaterError } from './job-handler.ts';

/** What users are told when all tries failed; the log has the rest. */
export const INTERNAL = { code: 'internal', message: 'Something went wrong on our side. Please upload the document again.' } as const;

/**
 * A document that cannot be done is the document's end, not the job's failure: trying again would end the same. While the
 * translation service is left alone the job waits. @throws {LaterError}
 */
export async function failOnRefusal(
  processing: DocumentProcessing,
  ref: DocumentRef,
  logger: Logger,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof TranslationUnavailableError) throw new LaterError(error.retryAfterMs, { cause: error });
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    logger.info({ code: refusal.code, reason: (error as Error).message }, 'document refused');
    await processing.fail(ref, refusal);
  }
}

function refusalOf(error: unknown): { code: string; message: string } | undefined {
  if (error instanceof PdfRefusal) return { code: error.code, message: error.message };
  if (error instanceof UnsupportedPairError)
    return { code: 'unsupported-language', message: 'We cannot translate between these languages.' };
  if (error instanceof TranslationRefusedError)
    return { code: 'translation-refused', message: 'The translation service refuses to translate this document.' };
  return undefined;
}
