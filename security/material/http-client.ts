import { readFile } from 'node:fs/promises';
import { type ClientRequest, Agent as HttpAgent, request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

export interface Request {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
  /** Sent from this address of the loopback network, so that limits per address don't blur what is tried. */
  readonly from?: string;
}

/** What came back. Status 0 means no answer at all: never a refusal, so never a proof of anything. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** Why there was no answer, or why it ended early. */
  readonly error?: string;
}

export interface HttpClient {
  send(request: Request): Promise<Answer>;
  close(): void;
}

const TIMEOUT_MS = 15_000;

/**
 * Client for attacks: trusts the stack's own CA besides nothing, follows no redirect, retries nothing, and turns a missing answer into
 * status 0 instead of an error. `close` when done: it keeps connections.
 */
export async function createHttpClient(options: { readonly caFile: string; readonly signal: AbortSignal }): Promise<HttpClient> {
  const ca = await readFile(options.caFile);
  const https = new HttpsAgent({ keepAlive: true, ca, maxSockets: 16 });
  const http = new HttpAgent({ keepAlive: true, maxSockets: 16 });
  return {
    async send({ method, url, headers = {}, body, from }) {
      const secure = url.startsWith('https:');
      const call = secure ? httpsRequest : httpRequest;
      const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
      const sent = call(url, {
        method,
        headers: { ...headers, ...length },
        agent: secure ? https : http,
        signal: options.signal,
        ...(from === undefined ? {} : { localAddress: from }),
      });
      const answer = answerTo(sent);
      sent.end(body);
      const result = await answer;
      options.signal.throwIfAborted();
      return result;
    },
    close() {
      https.destroy();
      http.destroy();
    },
  };
}

function answerTo(sent: ClientRequest): Promise<Answer> {
  const { promise, resolve } = Promise.withResolvers<Answer>();
  const chunks: Buffer[] = [];
  let response: IncomingMessage | undefined;
  const finish = (error?: string) => {
    clearTimeout(timer);
    resolve({
      status: response?.statusCode ?? 0,
      headers: response?.headers ?? {},
      body: Buffer.concat(chunks),
      ...(error === undefined ? {} : { error }),
    });
  };
  const timer = setTimeout(() => sent.destroy(new Error(`nothing within ${TIMEOUT_MS} ms`)), TIMEOUT_MS);
  sent.on('response', (incoming) => {
    response = incoming;
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.once('end', () => finish());
    incoming.once('error', (error) => finish(error.message));
  });
  sent.once('error', (error) => finish(error.message));
  return promise;
}
