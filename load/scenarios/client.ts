import http, { type RefinedParams, type RefinedResponse, type ResponseType } from 'k6/http';
import { Counter, Trend } from 'k6/metrics';
import type { Operation } from '../operations.ts';

/**
 * Time of every request as its user feels it, in ms: waiting for a connection, connecting, sending, waiting, receiving.
 * k6's own `http_req_duration` leaves connecting out. Tags: operation, status, ok; the user's number is a tag of the virtual user.
 */
const operationTime = new Trend('operation_time', true);
export const journeyStarted = new Counter('journey_started');
/** Time of a finished journey in ms; tag `outcome`: complete, or the step that failed. */
export const journeyTime = new Trend('journey_time', true);

/** A step that did not get what it should. Ends the journey; the request itself is counted already. */
export class StepFailed extends Error {
  readonly step: string;
  constructor(step: string, detail: string) {
    super(`${step}: ${detail}`);
    this.step = step;
  }
}

export interface Call {
  readonly operation: Operation;
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly url: string;
  readonly expectedStatus: number;
  readonly token?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | ArrayBuffer;
  readonly responseType?: ResponseType;
  /** What the answer must be beyond its status; a wrong answer is an error like a wrong status. */
  readonly isRight?: (response: RefinedResponse<ResponseType>) => boolean;
}

/** One request, counted whatever happens. Throws StepFailed when the answer is not the one it should be. */
export function call({
  operation,
  method,
  url,
  expectedStatus,
  token,
  headers,
  body,
  responseType,
  isRight,
}: Call): RefinedResponse<ResponseType> {
  const params: RefinedParams<ResponseType> = {
    headers: { ...headers, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
    // One name per operation: ids in URLs would make a time series each.
    tags: { name: operation },
    responseType: responseType ?? 'text',
    timeout: '60s',
    responseCallback: http.expectedStatuses(expectedStatus),
  };
  const response = http.request(method, url, body ?? null, params);
  const ok = response.status === expectedStatus && (isRight?.(response) ?? true);
  operationTime.add(response.timings.blocked + response.timings.duration, { operation, status: String(response.status), ok: String(ok) });
  if (!ok)
    throw new StepFailed(operation, `status ${response.status}, expected ${expectedStatus}${response.error ? ` (${response.error})` : ''}`);
  return response;
}
