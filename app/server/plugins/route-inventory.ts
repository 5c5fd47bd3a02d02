import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';

export interface RegisteredRoute {
  readonly method: string;
  readonly url: string;
  readonly public: boolean;
  readonly operationId: string | undefined;
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Every route that was registered, hidden ones included: what the OpenAPI document is compared with. */
    routeInventory: readonly RegisteredRoute[];
  }
}

/** Must be registered before anything else, or it misses routes. */
export const routeInventory = fp(async (app: FastifyInstance) => {
  const routes: RegisteredRoute[] = [];
  app.decorate('routeInventory', routes);
  app.addHook('onRoute', ({ method, url, schema, config }) => {
    for (const each of [method].flat()) {
      routes.push({ method: each, url, public: config?.public === true, operationId: schema?.operationId });
    }
  });
});
