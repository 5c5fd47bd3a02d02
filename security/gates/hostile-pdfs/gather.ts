import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { withOwnUsers } from '@transkeep/qa/suites/own-users.ts';
import type { GatherContext } from '@transkeep/reports/contract/index.ts';
import { activeContentIn } from '../../material/hostile-pdfs/active-content.ts';
import { HOSTILE_PDFS, type HostilePdf } from '../../material/hostile-pdfs/hostile-pdfs.ts';
import { createHttpClient, type HttpClient } from '../../material/http-client.ts';
import { uploadForm } from '../../material/request-for.ts';
import { signIn } from '../../material/sign-in.ts';
import type { HostilePdfsEvidence } from './evidence.ts';
import { watchMemory } from './memory.ts';

/** Where the user of this gate signs in from: limits per address stay with it. */
const ADDRESS = '127.0.5.11';
/** Longer than any document may take, so that one that never ends is told from a slow one. */
const PATIENCE_MS = 150_000;
const AT_ONCE = 2;

interface Outcome {
  readonly uploadStatus: number;
  readonly end: HostilePdfsEvidence['cases'][number]['end'];
  readonly code: string | null;
  readonly message: string;
  readonly durationMs: number;
  readonly pdf?: Buffer;
}

export async function gather(context: GatherContext): Promise<HostilePdfsEvidence> {
  const { signal } = context;
  const stack = await withOwnUsers(context, ['user']);
  const user = stack.users.find(({ role }) => role === 'user');
  if (!user) throw new Error('the stack has no ordinary user');
  const workers = stack.processes.filter(({ name }) => name.startsWith('worker'));
  if (workers.length === 0) throw new Error('the stack has no worker whose memory could be watched');
  const client = await createHttpClient({ caFile: stack.caFile, signal });
  const memory = watchMemory(workers);
  try {
    const { accessToken } = await signIn(client, { ...user, apiUrl: stack.apiUrl, from: ADDRESS });
    const send = (pdf: Uint8Array, fileName: string) => upload(client, { apiUrl: stack.apiUrl, accessToken, signal, pdf, fileName });
    const healthy = await readFile(join(context.repoRoot, 'qa/corpus/two-pages.pdf'));
    const controls: HostilePdfsEvidence['controls'] = [];
    const control = async (when: string): Promise<void> => {
      controls.push({ when, translated: (await send(healthy, 'healthy.pdf')).end === 'translated' });
    };

    await control('before');
    const cases: HostilePdfsEvidence['cases'] = [];
    const waiting = [...HOSTILE_PDFS];
    const sendNext = async (): Promise<void> => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        context.progress(`${next.name} (${HOSTILE_PDFS.length - waiting.length} of ${HOSTILE_PDFS.length})`);
        cases.push(caseOf(next, await send(next.build(), `${next.name}.pdf`)));
      }
    };
    await Promise.all([...Array.from({ length: AT_ONCE }, sendNext), control('among them')]);
    await control('after');
    cases.sort((one, other) => one.name.localeCompare(other.name));
    return { declared: HOSTILE_PDFS.length, cases, controls, memory: await memory.stop() };
  } finally {
    await memory.stop();
    client.close();
  }
}

function caseOf({ name, kind, refusals, mayBeTranslated }: HostilePdf, { pdf, ...outcome }: Outcome): HostilePdfsEvidence['cases'][number] {
  return { name, kind, refusals: [...refusals], mayBeTranslated, ...outcome, activeContent: pdf ? activeContentIn(pdf) : [] };
}

/** Uploads, and waits for the end whatever it is. */
async function upload(
  client: HttpClient,
  target: { apiUrl: string; accessToken: string; signal: AbortSignal; pdf: Uint8Array; fileName: string },
): Promise<Outcome> {
  const started = performance.now();
  const headers = { authorization: `Bearer ${target.accessToken}` };
  const form = uploadForm(target.pdf, target.fileName);
  const created = await client.send({
    method: 'POST',
    url: `${target.apiUrl}/documents`,
    headers: { ...headers, 'content-type': form.contentType, 'idempotency-key': randomUUID() },
    body: form.body,
  });
  const lasted = () => Math.round(performance.now() - started);
  if (created.status !== 201) {
    const { code = null, detail } = problemIn(created.body);
    const message = detail ?? created.error ?? '';
    return { uploadStatus: created.status, end: 'refused', code, message, durationMs: lasted() };
  }
  const { id } = JSON.parse(created.body.toString()) as { id: string };
  const url = `${target.apiUrl}/documents/${id}`;
  for (;;) {
    const answer = await client.send({ method: 'GET', url, headers });
    const { status, error } = answer.status === 200 ? (JSON.parse(answer.body.toString()) as Status) : { status: 'unknown', error: null };
    const durationMs = lasted();
    if (status === 'failed') {
      return { uploadStatus: 201, end: 'failed', code: error?.code ?? null, message: error?.message ?? '', durationMs };
    }
    if (status === 'ready') {
      const { status: got, body } = await client.send({ method: 'GET', url: `${url}/translation`, headers });
      if (got !== 200) throw new Error(`the translation of ${target.fileName} answered ${got}`);
      return { uploadStatus: 201, end: 'translated', code: null, message: '', durationMs, pdf: body };
    }
    if (durationMs > PATIENCE_MS) return { uploadStatus: 201, end: 'unfinished', code: null, message: `still ${status}`, durationMs };
    await delay(250, undefined, { signal: target.signal });
  }
}

interface Status {
  readonly status: string;
  readonly error: { readonly code: string; readonly message: string } | null;
}

/** A refusal without a problem body, from the edge for example, has no code. */
function problemIn(body: Buffer): { code?: string; detail?: string } {
  const text = body.toString();
  return text.startsWith('{') ? (JSON.parse(text) as { code?: string; detail?: string }) : {};
}
