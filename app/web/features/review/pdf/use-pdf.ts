import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { useEffect, useState } from 'react';
import { request } from '../../../shared/api/http.ts';
import { type PlainWords, plainWords } from '../../../shared/api/plain-words.ts';
import { ApiError } from '../../../shared/api/problem.ts';
import { type OpenPdf, openPdf } from './open-pdf.ts';

export interface PdfState {
  readonly file: PDFDocumentProxy | undefined;
  readonly problem: PlainWords | undefined;
  retry(): void;
}

const UNREADABLE: PlainWords = { title: 'The pages could not be drawn.', advice: 'Download the file to look at it in a PDF reader.' };

/**
 * Fetches and opens one PDF of the API. `version`: another value fetches it again; what was there stays until the new one
 * is open, so that pages are replaced rather than emptied. `undefined` fetches nothing yet.
 */
export function usePdf(path: string, version: string | undefined): PdfState {
  const [open, setOpen] = useState<OpenPdf>();
  const [problem, setProblem] = useState<PlainWords>();
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version or attempt fetches the same path again
  useEffect(() => {
    if (version === undefined) return;
    const controller = new AbortController();
    const load = async () => {
      const response = await request(path, { signal: controller.signal });
      const next = await openPdf(await response.arrayBuffer());
      if (controller.signal.aborted) return next.close();
      setProblem(undefined);
      setOpen(next);
    };
    load().catch((error: unknown) => {
      if (!controller.signal.aborted) setProblem(error instanceof ApiError ? plainWords(error) : UNREADABLE);
    });
    return () => controller.abort();
  }, [path, version, attempt]);

  useEffect(() => () => open?.close(), [open]);
  return { file: open?.file, problem, retry: () => setAttempt((count) => count + 1) };
}
