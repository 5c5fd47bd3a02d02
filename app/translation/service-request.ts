import { TranslationError } from './engine.ts';

export interface ServiceRequest {
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

export interface ServiceAnswer {
  readonly ok: boolean;
  readonly status: number;
  readonly body: string;
  /** The header as it came (`retryAfterMs` reads it). */
  readonly retryAfter: string | null;
}

/** Far more than any answer to what is asked in one call. */
const MAX_ANSWER_BYTES = 1_000_000;

/**
 * One request to a translation service. Out: its answer, whatever the status, read up to 1 MB.
 * @throws {TranslationError} when it does not answer in time, or with more; `signal`'s own reason when that ended it
 */
export async function requestService(service: string, url: string, request: ServiceRequest): Promise<ServiceAnswer> {
  const { method = 'GET', headers, body, timeoutMs, signal } = request;
  try {
    const response = await fetch(url, {
      method,
      headers: { accept: 'application/json', ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      redirect: 'error', // the key goes to the configured server only
      signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])]),
    });
    return {
      ok: response.ok,
      status: response.status,
      body: await readBounded(service, response),
      retryAfter: response.headers.get('retry-after'),
    };
  } catch (error) {
    signal?.throwIfAborted();
    const isNetwork = error instanceof TypeError || (error instanceof DOMException && error.name === 'TimeoutError');
    throw isNetwork ? new TranslationError(`${service} does not answer`, { cause: error }) : error;
  }
}

async function readBounded(service: string, response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > MAX_ANSWER_BYTES) throw new TranslationError(`${service} answered with more than ${MAX_ANSWER_BYTES} bytes`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
