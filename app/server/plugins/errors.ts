import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { DomainError } from '../../domain/errors.ts';
import { TranslationError } from '../../translation/index.ts';
import { CODE_OF_STATUS, PROBLEM_TYPE, type Problem, problem, STATUS_OF } from '../problems.ts';

/** A refusal that carries how long to wait. */
export class RateLimitedError extends Error {
  override name = 'RateLimitedError';
  readonly retryAfterSeconds: number;
  constructor(retryAfterSeconds: number) {
    super('rate limit exceeded');
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** The edge where errors become answers. What we did not foresee is logged whole and answered with nothing but its request id. */
export const errors = fp(async (app: FastifyInstance, { onThrottled }: { onThrottled: () => void }) => {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const answer = answerTo(error, request);
    if (answer.status >= 500) request.log.error({ err: error }, 'request failed');
    else request.log.info({ code: answer.code, status: answer.status, reason: causeOf(error) }, 'request refused');
    if (error instanceof RateLimitedError) {
      onThrottled();
      void reply.header('retry-after', String(error.retryAfterSeconds));
    }
    if (error instanceof TranslationError && error.retryAfterMs !== undefined)
      void reply.header('retry-after', String(Math.ceil(error.retryAfterMs / 1000)));
    if (answer.code === 'too-many-streams') void reply.header('retry-after', '10');
    if (answer.status === 401) void reply.header('www-authenticate', 'Bearer');
    return sendProblem(reply, answer);
  });
  app.setNotFoundHandler((request, reply) => sendProblem(reply, answerTo({ statusCode: 404 } as FastifyError, request)));
});

export function sendProblem(reply: FastifyReply, answer: Problem): FastifyReply {
  // Serialised here: the route's response schema is about its success.
  return reply.code(answer.status).type(PROBLEM_TYPE).serializer(JSON.stringify).send(answer);
}

function answerTo(error: FastifyError, { id }: FastifyRequest): Problem {
  if (error instanceof DomainError) return problem(STATUS_OF[error.code], error.code, error.message, id);
  const status = statusOf(error);
  if (error.validation) {
    const where = error.validationContext ?? 'request';
    const details = error.validation
      .slice(0, 10)
      .map(({ instancePath, message }) => ({ path: `${where}${instancePath}`, message: message ?? 'not valid' }));
    return problem(400, 'invalid-request', `The ${where} is not valid.`, id, details);
  }
  const [code, detail] =
    CODE_OF_STATUS[status] ??
    (status < 500 ? ['invalid-request', 'The request is not valid.'] : ['internal', 'Something went wrong on our side.']);
  return problem(status in CODE_OF_STATUS || status < 500 ? status : 500, code, detail, id);
}

function statusOf(error: FastifyError): number {
  if (error instanceof RateLimitedError) return 429;
  // The service that says which languages there are: away, not broken.
  if (error instanceof TranslationError) return 503;
  return error.statusCode ?? 500;
}

/** Why, for the log: a code, never a message, which may quote what the user sent. */
function causeOf(error: FastifyError): string | undefined {
  if (error instanceof DomainError) return error.cause instanceof Error ? `${error.cause.name}: ${error.cause.message}` : undefined;
  return error.code;
}
