import type { Answer } from '../../material/http-client.ts';

/** Status, type and body without the request's id: equal for all paths that don't exist. */
export function comparableToUnknown({ status, headers, body }: Pick<Answer, 'status' | 'headers' | 'body'>): string {
  const text = body.toString('latin1').replace(/"requestId":"[^"]*"/g, '"requestId":""');
  return JSON.stringify([status, headers['content-type'] ?? null, text]);
}
