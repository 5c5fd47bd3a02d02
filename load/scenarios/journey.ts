import { sleep } from 'k6';
import { SharedArray } from 'k6/data';
import execution from 'k6/execution';
import type { Options } from 'k6/options';
import { OPERATIONS } from '../operations.ts';
import type { LoadProfile } from '../profiles.ts';
import { call, journeyStarted, journeyTime, StepFailed } from './client.ts';
import { uploadBody } from './multipart.ts';

/**
 * A beta user's journey, again and again: sign in, list, upload of a 2-page PDF, progress until ready, review, edit of one block,
 * progress until ready again, download. Every virtual user is a user of its own, at an address of its own (`--local-ips`).
 */

interface Account {
  readonly email: string;
  readonly password: string;
}

const profile = JSON.parse(setting('PROFILE')) as LoadProfile;
const apiUrl = setting('API_URL');
const summaryFile = setting('SUMMARY_FILE');
const accounts = new SharedArray<Account>('accounts', () => JSON.parse(open(setting('ACCOUNTS_FILE'))) as Account[]);
const pdf = new Uint8Array(open(setting('PDF_FILE'), 'b'));
/** A translation of two pages is never smaller: an empty or cut file does not pass as a download. */
const leastPdfBytes = 1_000;

export const options: Options = {
  scenarios: {
    journeys: {
      executor: 'ramping-vus',
      startVUs: 0,
      stages: [
        { duration: `${profile.rampSeconds}s`, target: profile.users },
        { duration: `${profile.steadySeconds}s`, target: profile.users },
      ],
      gracefulRampDown: `${profile.graceSeconds}s`,
      gracefulStop: `${profile.graceSeconds}s`,
    },
  },
  // Names only, no limits: they make the summary count each operation by itself, which is what the raw samples are held against.
  thresholds: Object.fromEntries(OPERATIONS.map((operation) => [`operation_time{operation:${operation}}`, []])),
  summaryTrendStats: ['count', 'min', 'med', 'p(95)', 'max'],
  systemTags: ['status', 'error_code', 'name'],
  noConnectionReuse: false,
  noVUConnectionReuse: false,
};

export default function journey(): void {
  const user = execution.vu.idInTest - 1;
  const account = accounts[user];
  if (!account) throw new Error(`no account for user ${user}`);
  execution.vu.metrics.tags.user = String(user);
  journeyStarted.add(1);
  const began = Date.now();
  try {
    translateOneDocument(account, `${user}-${execution.vu.iterationInScenario}-${began}`);
    journeyTime.add(Date.now() - began, { outcome: 'complete' });
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    journeyTime.add(Date.now() - began, { outcome: error.step });
    console.warn(`user ${user}: ${error.message}`);
  }
  // Nobody begins another journey after the steady state, so nobody need think about it.
  if (Date.now() < steadyUntil()) think();
}

function steadyUntil(): number {
  return execution.scenario.startTime + (profile.rampSeconds + profile.steadySeconds) * 1_000;
}

function translateOneDocument({ email, password }: Account, unique: string): void {
  const session = call({
    operation: 'sign-in',
    method: 'POST',
    url: `${apiUrl}/sessions`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
    expectedStatus: 201,
    isRight: (response) => typeof response.json('accessToken') === 'string',
  });
  const token = session.json('accessToken') as string;
  think();
  call({ operation: 'list', method: 'GET', url: `${apiUrl}/documents?limit=20`, token, expectedStatus: 200 });
  think();
  const upload = uploadBody(pdf, { from: 'en', to: 'es' }, unique);
  const created = call({
    operation: 'upload',
    method: 'POST',
    url: `${apiUrl}/documents`,
    token,
    headers: { 'content-type': upload.contentType, 'idempotency-key': `load-${unique}` },
    body: upload.body,
    expectedStatus: 201,
    isRight: (response) => typeof response.json('id') === 'string',
  });
  const documentUrl = `${apiUrl}/documents/${created.json('id') as string}`;
  waitUntilReady(documentUrl, token);
  think();
  const blocks = call({
    operation: 'review',
    method: 'GET',
    url: `${documentUrl}/blocks?page=1`,
    token,
    expectedStatus: 200,
    isRight: (response) => Number(response.json('items.#')) > 0,
  });
  const items = blocks.json('items') as unknown as { id: string; translatedText: string | null; translatable: boolean }[];
  const block = items.find(({ translatable }) => translatable);
  if (!block) throw new StepFailed('review', 'no block to edit');
  think();
  call({
    operation: 'edit',
    method: 'PATCH',
    url: `${documentUrl}/blocks/${block.id}`,
    token,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ translatedText: `${block.translatedText ?? ''} (${unique.slice(0, 6)})` }),
    expectedStatus: 200,
  });
  waitUntilReady(documentUrl, token);
  think();
  call({
    operation: 'download',
    method: 'GET',
    url: `${documentUrl}/translation`,
    token,
    responseType: 'binary',
    expectedStatus: 200,
    isRight: (response) => isPdf(response.body as ArrayBuffer | null),
  });
}

/** Looks at the status as often as a waiting page would. The second look at the document after an edit must not find the old one ready: the API queues in the same answer. */
function waitUntilReady(documentUrl: string, token: string): void {
  const limit = Date.now() + profile.readyLimitSeconds * 1_000;
  for (;;) {
    const status = call({ operation: 'status', method: 'GET', url: documentUrl, token, expectedStatus: 200 }).json('status');
    if (status === 'ready') return;
    if (status === 'failed') throw new StepFailed('processing', 'the document failed');
    if (Date.now() > limit) throw new StepFailed('processing', `not ready after ${profile.readyLimitSeconds} s`);
    sleep(profile.pollSeconds);
  }
}

function isPdf(body: ArrayBuffer | null): boolean {
  if (!body || body.byteLength < leastPdfBytes) return false;
  return String.fromCharCode(...new Uint8Array(body.slice(0, 5))) === '%PDF-';
}

function think(): void {
  const [least, most] = profile.thinkSeconds;
  sleep(least + Math.random() * (most - least));
}

function setting(name: string): string {
  const value = __ENV[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}

/** k6's own counts, which the raw samples are held against. */
export function handleSummary(data: unknown): Record<string, string> {
  return { [summaryFile]: JSON.stringify(data) };
}
