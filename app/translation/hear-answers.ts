import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage } from 'node:http';

/** What the answers to one piece of work said; the last one counts. */
export interface Heard {
  readonly status?: number | undefined;
  readonly retryAfter?: string | undefined;
}

const current = new AsyncLocalStorage<{ last: Heard }>();
const ofRequest = new WeakMap<ClientRequest, { last: Heard }>();

// https://nodejs.org/docs/latest-v24.x/api/diagnostics_channel.html#http
subscribe('http.client.request.start', (message) => {
  const heard = current.getStore();
  if (heard) ofRequest.set((message as { request: ClientRequest }).request, heard);
});
subscribe('http.client.response.finish', (message) => {
  const { request, response } = message as { request: ClientRequest; response: IncomingMessage };
  const heard = ofRequest.get(request);
  if (heard) heard.last = { status: response.statusCode, retryAfter: response.headers['retry-after'] };
});

/**
 * Does `work` with a client library that tells nobody of status and `Retry-After`, and tells `onError` of them: Node announces every
 * answer that comes over `node:http`. Out: what `work` gives. Throws what `onError` throws.
 */
export function hearAnswers<T>(work: () => Promise<T>, onError: (cause: unknown, heard: Heard) => never): Promise<T> {
  const heard: { last: Heard } = { last: {} };
  return current.run(heard, work).catch((cause: unknown) => onError(cause, heard.last));
}
