import { readEvents } from '../../shared/api/event-stream.ts';
import { request } from '../../shared/api/http.ts';
import { ApiError } from '../../shared/api/problem.ts';
import type { Document } from '../../shared/api/types.ts';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;

export function isSettled(document: Pick<Document, 'status'>): boolean {
  return document.status === 'ready' || document.status === 'failed';
}

/**
 * Follows one document until it is ready or failed, by server-sent events; a broken stream is opened again, later each time.
 * Calls `onDocument` with every state. Ends when the document is settled or the signal is aborted; throws ApiError when
 * the server refuses (deleted, signed out).
 */
export async function watchDocument(id: string, signal: AbortSignal, onDocument: (document: Document) => void): Promise<void> {
  for (let wait = FIRST_WAIT_MS; !signal.aborted; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
    try {
      const response = await request(`/documents/${id}/events`, { signal, headers: { accept: 'text/event-stream' } });
      if (response.body) {
        for await (const { event, data } of readEvents(response.body)) {
          if (event !== 'document') continue;
          const document = JSON.parse(data) as Document;
          onDocument(document);
          if (isSettled(document)) return;
          wait = FIRST_WAIT_MS;
        }
      }
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 429) throw error;
      // A lost connection or a restarting server: expected in a page that stays open for hours.
    }
    await pause(wait, signal);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
