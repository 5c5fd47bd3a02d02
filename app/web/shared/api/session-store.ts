import { ApiError, networkError, problemFrom } from './problem.ts';
import type { Session, User } from './types.ts';

export type SessionState =
  | { readonly status: 'restoring' }
  /** Whether there is a session is not known, because no answer came. */
  | { readonly status: 'unreachable' }
  /** `expired`: the person was signed in and no longer is, without having asked for it. */
  | { readonly status: 'signed-out'; readonly expired: boolean }
  | { readonly status: 'signed-in'; readonly user: User };

const SESSIONS = '/api/v1/sessions';
/** A token that is about to run out is renewed before it is used, so that a long upload does not end in a 401. */
const RENEW_BEFORE_MS = 30_000;

/**
 * Holds the access token, in memory only: a script that steals storage finds nothing. The refresh token lives in an
 * HttpOnly cookie, which a reload trades for a new access token.
 */
export class SessionStore {
  #state: SessionState = { status: 'restoring' };
  #token: { readonly value: string; readonly expiresAtMs: number } | undefined;
  #renewal: Promise<string> | undefined;
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): SessionState => this.#state;

  /** Asks for a session by the cookie. Ends in one of the other states; never throws an ApiError. */
  async restore(): Promise<void> {
    this.#change({ status: 'restoring' });
    try {
      await this.renew();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (!isRefused(error)) this.#change({ status: 'unreachable' });
    }
  }

  async signIn(email: string, password: string): Promise<void> {
    this.#accept(await post(SESSIONS, { email, password }));
  }

  /** Ends the session here at once, and on the server. Throws when the server did not hear of it. */
  async signOut(): Promise<void> {
    const token = this.#token?.value;
    this.#end(false);
    await send(`${SESSIONS}/current`, { method: 'DELETE', headers: token ? { authorization: `Bearer ${token}` } : {} });
  }

  /** Out: a token with some life left in it. Throws ApiError 401 when the session has ended. */
  async accessToken(): Promise<string> {
    if (this.#token && this.#token.expiresAtMs - Date.now() > RENEW_BEFORE_MS) return this.#token.value;
    return this.renew();
  }

  /** Trades the cookie for a new token; callers at the same time share one trade. `rejected`: the token a 401 was about. */
  async renew(rejected?: string): Promise<string> {
    // Another caller may have renewed already while this one's 401 was on its way.
    if (rejected !== undefined && this.#token && this.#token.value !== rejected) return this.#token.value;
    this.#renewal ??= this.#trade().finally(() => {
      this.#renewal = undefined;
    });
    return this.#renewal;
  }

  async #trade(): Promise<string> {
    try {
      // The cookie rotates, and using an old one again ends the whole session: two tabs must not trade at the same time.
      const session = await oneTabAtATime(() => post(`${SESSIONS}/refresh`));
      return this.#accept(session);
    } catch (error) {
      if (error instanceof ApiError && isRefused(error)) this.#end(this.#state.status === 'signed-in');
      throw error;
    }
  }

  #accept(session: Session): string {
    this.#token = { value: session.accessToken, expiresAtMs: Date.now() + session.expiresInSeconds * 1000 };
    this.#change({ status: 'signed-in', user: session.user });
    return session.accessToken;
  }

  #end(expired: boolean): void {
    this.#token = undefined;
    this.#change({ status: 'signed-out', expired });
  }

  #change(state: SessionState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

/** The server said no for good: there is no session. Too many requests, or a failing server, say nothing about it. */
function isRefused(error: ApiError): boolean {
  return error.status >= 400 && error.status < 500 && error.status !== 429;
}

async function oneTabAtATime<T>(trade: () => Promise<T>): Promise<T> {
  if (!('locks' in navigator)) return trade();
  return navigator.locks.request('transkeep-session', trade) as Promise<T>;
}

async function post(url: string, body?: object): Promise<Session> {
  const response = await send(url, {
    method: 'POST',
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  return (await response.json()) as Session;
}

async function send(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, { ...init, credentials: 'same-origin' }).catch((cause: unknown) => {
    throw networkError(cause);
  });
  if (!response.ok) throw problemFrom(response.status, await response.text(), (name) => response.headers.get(name));
  return response;
}
