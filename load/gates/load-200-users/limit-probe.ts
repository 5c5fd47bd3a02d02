import { readFile } from 'node:fs/promises';
import { request } from 'node:https';
import type { LoadEvidence } from './evidence.ts';

/** Addresses that no virtual user has, so that the probe leaves the load's own limits untouched. */
const PROBE_ADDRESS = '127.0.3.1';
const OTHER_ADDRESS = '127.0.3.2';
const MOST_ATTEMPTS = 120;

/** Wrong sign-ins from one address until the limit answers: shows that the limits are on, and that addresses are told apart. */
export async function probeLimit(apiUrl: string, caFile: string, signal: AbortSignal): Promise<LoadEvidence['limitProbe']> {
  const ca = await readFile(caFile);
  const signIn = (localAddress: string) => wrongSignIn(`${apiUrl}/sessions`, ca, localAddress, signal);
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    const { status, retryAfter } = await signIn(PROBE_ADDRESS);
    if (status === 429) {
      return { attempts: attempt, refusedAt: attempt, retryAfter, otherAddressStatus: (await signIn(OTHER_ADDRESS)).status };
    }
  }
  return { attempts: MOST_ATTEMPTS, refusedAt: null, retryAfter: null, otherAddressStatus: (await signIn(OTHER_ADDRESS)).status };
}

function wrongSignIn(
  url: string,
  ca: Buffer,
  localAddress: string,
  signal: AbortSignal,
): Promise<{ status: number; retryAfter: string | null }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; retryAfter: string | null }>();
  const body = JSON.stringify({ email: 'nobody@transkeep.test', password: 'not-the-password-of-anyone' });
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  const sent = request(url, { method: 'POST', ca, localAddress, signal, headers, timeout: 10_000 }, (response) => {
    response.resume();
    response.once('end', () => resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] ?? null }));
  });
  sent.once('timeout', () => sent.destroy(new Error(`no answer from ${url} within 10 s`)));
  sent.once('error', reject).end(body);
  return promise;
}
