/** Everything that can go wrong between this page and the API, as one type with a stable `code`. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** The problem's stable code, or `network` when no answer came, or `http-<status>` for an answer that is no problem document. */
  readonly code: string;
  /** 0 when no answer came. */
  readonly status: number;
  readonly requestId: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(input: { code: string; status: number; message: string; requestId?: string; retryAfterSeconds?: number; cause?: unknown }) {
    super(input.message, { cause: input.cause });
    this.code = input.code;
    this.status = input.status;
    this.requestId = input.requestId;
    this.retryAfterSeconds = input.retryAfterSeconds;
  }
}

/** In: an answer that is not 2xx, and its body. Out: the error that callers throw. Reads RFC 9457 problem documents. */
export function problemFrom(status: number, body: string, header: (name: string) => string | null): ApiError {
  const problem = parseObject(body);
  const text = (key: string) => (typeof problem?.[key] === 'string' ? (problem[key] as string) : undefined);
  const retryAfter = Number(header('retry-after') ?? Number.NaN);
  const requestId = text('requestId') ?? header('x-request-id') ?? undefined;
  return new ApiError({
    code: text('code') ?? `http-${status}`,
    status,
    message: text('detail') ?? text('title') ?? `The server answered ${status}.`,
    ...(requestId !== undefined && { requestId }),
    ...(Number.isFinite(retryAfter) && { retryAfterSeconds: retryAfter }),
  });
}

/** The request never got an answer: offline, DNS, a closed connection. An abort by ourselves is not this. */
export function networkError(cause?: unknown): ApiError {
  return new ApiError({ code: 'network', status: 0, message: 'The server could not be reached.', cause });
}

function parseObject(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    // A proxy's HTML error page is an expected answer here; the status alone then says what happened.
    return undefined;
  }
}
