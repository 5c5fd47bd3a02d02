import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';

/**
 * One line per request, when it is over: the route instead of the address (which may carry ids and cursors), the user's
 * id instead of who that is.
 */
export const requestLog = fp(async (app: FastifyInstance) => {
  app.addHook('onResponse', async (request, reply) => {
    const { url: route, method } = request.routeOptions;
    const line = {
      method: method === undefined ? request.method : String(method),
      route: route ?? 'none',
      operation: request.routeOptions.schema?.operationId,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
      userId: request.identity?.userId,
      address: request.ip,
    };
    request.log[request.routeOptions.logLevel === 'warn' ? 'debug' : 'info'](line, 'request');
  });
});
