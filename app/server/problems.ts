import { STATUS_CODES } from 'node:http';
import { type Static, Type } from 'typebox';
import type { DomainErrorCode } from '../domain/errors.ts';

/** RFC 9457. `code` is the stable part that programs switch on; `detail` is for people. */
export const Problem = Type.Object(
  {
    type: Type.String({ description: 'Always about:blank: the code says it' }),
    title: Type.String({ description: 'The status in words' }),
    status: Type.Integer(),
    detail: Type.String(),
    code: Type.String(),
    requestId: Type.String({ description: 'Quote it when you ask for help' }),
    errors: Type.Optional(Type.Array(Type.Object({ path: Type.String(), message: Type.String() }))),
  },
  { title: 'Problem' },
);
export type Problem = Static<typeof Problem>;

export const PROBLEM_TYPE = 'application/problem+json';

export const STATUS_OF: Readonly<Record<DomainErrorCode, number>> = {
  'not-found': 404,
  'not-ready': 409,
  'not-editable': 409,
  'not-a-pdf': 415,
  'too-large': 413,
  'unsupported-language': 422,
  'unsupported-tone': 422,
  'duplicate-term': 409,
  'too-many-terms': 409,
  'invalid-request': 400,
  'invalid-credentials': 401,
  unauthenticated: 401,
  'idempotency-key-reused': 422,
  'too-many-streams': 429,
};

/** Fastify's and Node's own refusals, by status: their messages are not ours to pass on. */
export const CODE_OF_STATUS: Readonly<Record<number, readonly [code: string, detail: string]>> = {
  400: ['invalid-request', 'The request is not valid.'],
  401: ['unauthenticated', 'Sign in first.'],
  404: ['not-found', 'There is nothing here.'],
  405: ['method-not-allowed', 'This method is not allowed here.'],
  406: ['invalid-request', 'The upload form is not as documented.'],
  408: ['timeout', 'The request took too long.'],
  413: ['too-large', 'The request is larger than allowed.'],
  414: ['too-large', 'The address is longer than allowed.'],
  415: ['unsupported-media-type', 'This content type is not accepted here.'],
  429: ['rate-limited', 'Too many requests. Wait a moment and try again.'],
  431: ['too-large', 'The headers are larger than allowed.'],
  503: ['unavailable', 'The service is not available for a moment. Try again soon.'],
};

export function problem(status: number, code: string, detail: string, requestId: string, errors?: Problem['errors']): Problem {
  return { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, detail, code, requestId, ...(errors ? { errors } : {}) };
}

const described: Readonly<Record<number, string>> = {
  400: 'The request is not valid',
  401: 'No valid access token, or its session is over',
  403: 'Not allowed for this origin or role',
  404: 'Missing, or somebody else’s',
  409: 'Not in a state for this',
  413: 'Too large',
  415: 'Not a PDF, or another content type',
  422: 'Understood and refused',
  429: 'Too many requests; see Retry-After',
};

/** Responses of an operation beside its success: the named statuses, and a problem for whatever else. */
export function problemResponses(...statuses: number[]): Record<string, object> {
  const content = { [PROBLEM_TYPE]: { schema: Problem } };
  const named = statuses.map((status) => [status, { description: described[status] ?? '', content }]);
  return { ...Object.fromEntries(named), default: { description: 'Any other problem', content } };
}
