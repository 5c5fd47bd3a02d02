import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage } from 'node:http';

/** The headers that the answers to one piece of work had; the last one counts. */
interface Heard {
  retryAfter?: string | undefined;
}

const current = new AsyncLocalStorage<Heard>();
const ofRequest = new WeakMap<ClientRequest, Heard>();

// https://nodejs.org/docs/latest-v24.x/api/diagnostics_channel.html#http
subscribe('http.client.request.start', (message) => {
  const heard = current.getStore();
  if (heard) ofRequest.set((message as { request: ClientRequest }).request, heard);
});
subscribe('http.client.response.finish', (message) => {
  const { request, response } = message as { request: ClientRequest; response: IncomingMessage };
  const heard = ofRequest.get(request);
  if (heard) heard.retryAfter = response.headers['retry-after'];
});

/**
 * Does `work` with a client library that tells nobody of `Retry-After`, and tells `onError` of it: Node announces every answer that comes over `node:http`.
 * Out: what `work` gives. Throws what `onError` throws.
 */
export function hearRetryAfter<T>(work: () => Promise<T>, onError: (cause: unknown, retryAfter: string | undefined) => never): Promise<T> {
  const heard: Heard = {};
  return current.run(heard, work).catch((cause: unknown) => onError(cause, heard.retryAfter));
}
