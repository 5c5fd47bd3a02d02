import { buildApp } from '@transkeep/app/server/build-app.ts';

type Dependencies = Parameters<typeof buildApp>[0];

/**
 * The routes that the API of this commit registers, hidden ones too, as `GET /path/{param}`. Building an app registers routes and asks
 * nothing of what it is given, so nothing needs to run; should that change, this throws.
 */
export async function registeredRoutes(): Promise<string[]> {
  const app = await buildApp({
    config: {
      publicUrl: 'https://localhost',
      jwtSecret: '0'.repeat(48),
      trustedProxies: [],
      rateLimit: false,
      maxUploadBytes: 1,
      commit: null,
      imageDigest: null,
    },
    version: '0.0.0',
    logger: silentLogger(),
    database: unused('database'),
    storage: unused('storage'),
    cacheRedis: unused('cacheRedis'),
    jobs: unused('jobs'),
    events: unused('events'),
    subscriber: unused('subscriber'),
    pairs: async () => [],
    caches: [],
    readiness: unused('readiness'),
    metrics: unused('metrics'),
  });
  try {
    return app.routeInventory.map(({ method, url }) => `${method} ${url.replace(/:(\w+)/g, '{$1}')}`);
  } finally {
    await app.close();
  }
}

/** Stands in for a service that only requests would use. */
function unused<T extends object>(name: string): T {
  return new Proxy({} as T, {
    get: (_, property) => () => {
      throw new Error(`building the app used ${name}.${String(property)}`);
    },
  });
}

function silentLogger(): Dependencies['logger'] {
  const quiet = () => undefined;
  const logger = {
    level: 'silent',
    fatal: quiet,
    error: quiet,
    warn: quiet,
    info: quiet,
    debug: quiet,
    trace: quiet,
    silent: quiet,
    child: () => logger,
  };
  return logger as unknown as Dependencies['logger'];
}
