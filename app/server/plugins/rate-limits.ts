import fastifyRateLimit, { normalizeIP } from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import type { Redis } from '../../database/redis.ts';
import { RateLimitedError } from './errors.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A limit of its own, beside the general ones. */
    limit?: 'sign-in' | 'upload';
  }
}

/** Requests per minute. Enough for a person who works fast, and for an office behind one address. */
export const LIMITS = { perAddress: 1200, perUser: 300, signInPerAddress: 20, uploadPerUser: 60 } as const;

export interface RateLimitOptions {
  readonly redis: Redis;
  readonly enabled: boolean;
  readonly limits?: Partial<Record<keyof typeof LIMITS, number>>;
}

/**
 * Counts per minute in the cache Redis, so that all API processes count together. The address is that of the last hop
 * that is no trusted proxy: a forged X-Forwarded-For changes nothing. When Redis is away nobody is limited: an outage
 * of the cache must not become one of the app. `/health` is not counted.
 */
export const rateLimits = fp(async (app: FastifyInstance, { redis, enabled, limits: given }: RateLimitOptions) => {
  if (!enabled) return;
  const limits = { ...LIMITS, ...given };
  await app.register(fastifyRateLimit, { global: false, redis, nameSpace: 'rate:', timeWindow: 60_000, skipOnError: true });
  const counter = (name: string, max: number, keyOf: (request: FastifyRequest) => string) => {
    const count = app.createRateLimit({ max, timeWindow: 60_000, keyGenerator: (request) => `${name}:${keyOf(request)}` });
    return async (request: FastifyRequest): Promise<void> => {
      const result = await count(request);
      if (!result.isAllowed && result.isExceeded) throw new RateLimitedError(Math.max(1, result.ttlInSeconds));
    };
  };
  const byAddress = (request: FastifyRequest): string => normalizeIP(request.ip);
  const byUser = (request: FastifyRequest): string => request.identity?.userId ?? '';
  const perAddress = counter('address', limits.perAddress, byAddress);
  const perUser = counter('user', limits.perUser, byUser);
  const signIn = counter('sign-in', limits.signInPerAddress, byAddress);
  const upload = counter('upload', limits.uploadPerUser, byUser);

  // Before authentication, which costs more than counting does …
  app.addHook('onRequest', async (request) => {
    if (request.url.startsWith('/health/')) return;
    await perAddress(request);
    if (request.routeOptions.config.limit === 'sign-in') await signIn(request);
  });
  // … and after it, when there is a user.
  app.addHook('preParsing', async (request) => {
    if (!request.identity) return;
    await perUser(request);
    if (request.routeOptions.config.limit === 'upload') await upload(request);
  });
});
