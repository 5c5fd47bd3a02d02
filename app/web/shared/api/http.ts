import { networkError, problemFrom } from './problem.ts';
import { SessionStore } from './session-store.ts';

/** The one session of this page. */
export const session = new SessionStore();

export const API = '/api/v1';

/**
 * One authenticated request. A 401 renews the session once and asks again.
 * In: path below `/api/v1`. Out: a 2xx response. Throws ApiError, or the signal's own reason.
 */
export async function request(path: string, init: RequestInit = {}): Promise<Response> {
  const token = await session.accessToken();
  const response = await withToken(path, init, token);
  if (response.status !== 401) return accepted(response);
  return accepted(await withToken(path, init, await session.renew(token)));
}

export async function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await request(path, { headers: { accept: 'application/json' }, ...(signal && { signal }) });
  return (await response.json()) as T;
}

async function withToken(path: string, init: RequestInit, token: string): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set('authorization', `Bearer ${token}`);
  try {
    return await fetch(`${API}${path}`, { ...init, headers });
  } catch (error) {
    init.signal?.throwIfAborted();
    throw networkError(error);
  }
}

async function accepted(response: Response): Promise<Response> {
  if (response.ok) return response;
  throw problemFrom(response.status, await response.text(), (name) => response.headers.get(name));
}
