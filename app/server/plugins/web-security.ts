import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';

const METHODS = 'GET, POST, PUT, PATCH, DELETE';

/**
 * Headers for an API: nothing of it may be framed, sniffed, cached or used as a page. HSTS is the edge's, which knows
 * whether the world reaches it by HTTPS. CORS for one origin only, done here because the usual plugin adds an
 * undocumented route for preflights.
 */
export const webSecurity = fp(async (app: FastifyInstance, { origin }: { origin: string }) => {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"], baseUri: ["'none'"], formAction: ["'none'"] },
    },
    strictTransportSecurity: false,
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
  });
  app.addHook('onRequest', async (request, reply) => {
    void reply.header('cache-control', 'no-store').header('x-request-id', request.id).header('vary', 'Origin');
    if (request.headers.origin !== origin) return;
    void reply.header('access-control-allow-origin', origin).header('access-control-allow-credentials', 'true');
    void reply.header('access-control-expose-headers', 'x-request-id, retry-after, content-disposition, idempotency-replayed');
    if (request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined) {
      return reply
        .header('access-control-allow-methods', METHODS)
        .header('access-control-allow-headers', 'authorization, content-type, idempotency-key, x-request-id')
        .header('access-control-max-age', '600')
        .code(204)
        .send();
    }
  });
});
