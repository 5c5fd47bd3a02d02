import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { answersWithin } from '../../../process/answers-within.ts';
import { sendProblem } from '../../plugins/errors.ts';
import { PROBLEM_TYPE, Problem, problem } from '../../problems.ts';

export interface HealthCheck {
  readonly name: string;
  check(): Promise<void>;
}

/** Says whether traffic may come: all that the process needs answers, and it is not on its way out. */
export interface Readiness {
  /** Names of what does not answer; empty = ready. Asked at most once a second, each bounded in time. */
  failing(): Promise<readonly string[]>;
  /** From now on not ready, whatever answers. */
  drain(): void;
}

const CHECK_TIMEOUT_MS = 2000;
const CACHED_MS = 1000;

export function createReadiness(checks: readonly HealthCheck[]): Readiness {
  let draining = false;
  let cached: { at: number; failing: Promise<string[]> } | undefined;
  const ask = async (): Promise<string[]> => {
    const results = await Promise.all(
      checks.map(async ({ name, check }) => ((await answersWithin(CHECK_TIMEOUT_MS, check())) ? [] : [name])),
    );
    return results.flat();
  };
  return {
    async failing() {
      if (draining) return ['shutting down'];
      if (!cached || performance.now() - cached.at > CACHED_MS) cached = { at: performance.now(), failing: ask() };
      return cached.failing;
    },
    drain() {
      draining = true;
    },
  };
}

const Health = Type.Object({ status: Type.Literal('ok') });

/** For load balancers and schedulers; both processes serve them. */
export function healthRoutes(app: FastifyInstance, { readiness }: { readiness: Readiness }): void {
  app.get(
    '/health/live',
    {
      logLevel: 'warn',
      config: { public: true },
      schema: { operationId: 'liveness', summary: 'The process runs', tags: ['system'], response: { 200: Health } },
    },
    async () => ({ status: 'ok' }),
  );
  app.get(
    '/health/ready',
    {
      logLevel: 'warn',
      config: { public: true },
      schema: {
        operationId: 'readiness',
        summary: 'The process can serve: database, Redis and object storage answer',
        tags: ['system'],
        response: {
          200: Health,
          503: { description: 'Not ready; detail names what does not answer', content: { [PROBLEM_TYPE]: { schema: Problem } } },
        },
      },
    },
    async (request, reply) => {
      const failing = await readiness.failing();
      if (failing.length > 0) return sendProblem(reply, problem(503, 'not-ready', `Not ready: ${failing.join(', ')}.`, request.id));
      return { status: 'ok' };
    },
  );
}
