import { setTimeout } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../config/config.ts';
import { createExtractionCache } from '../domain/documents/extraction-cache.ts';
import manifest from '../package.json' with { type: 'json' };
import { extractionVersion } from '../pdf/index.ts';
import { openConnections } from '../process/connections.ts';
import type { RunningProcess } from '../process/run-process.ts';
import type { Logger } from '../telemetry/logger.ts';
import { createMetrics } from '../telemetry/metrics.ts';
import { createTranslationCache, createTranslationEngine } from '../translation/index.ts';
import { createDocumentPublisher, createDocumentSubscriber } from '../worker/queue/document-events.ts';
import { createQueues } from '../worker/queue/queues.ts';
import { type AppDependencies, buildApp } from './build-app.ts';
import { createReadiness } from './routes/system/health.ts';

const DRAIN_MS = 500;

export interface RunningApi extends RunningProcess {
  readonly app: FastifyInstance;
}

/** An API process, listening. @throws {StartupError} */
export async function startApi(config: Config, logger: Logger, overrides: Pick<AppDependencies, 'limits'> = {}): Promise<RunningApi> {
  const metrics = createMetrics({
    // They are lines of the log, whatever its level; a silent process writes none.
    write: (line) => config.logLevel !== 'silent' && process.stdout.write(`${line}\n`),
    onError: (err) => logger.warn({ err }, 'metric missing'),
  });
  const connections = await openConnections(config, 'api', logger, metrics);
  const cacheRedis = await connections.redis({ of: 'cache', mode: 'fail-fast', purpose: 'cache' });
  const queueRedis = await connections.redis({ of: 'queue', mode: 'fail-fast', purpose: 'queue' });
  const subscriberRedis = await connections.redis({ of: 'queue', mode: 'patient', purpose: 'events' });
  const queues = createQueues(queueRedis);
  // Only asked which pairs and tones it has; the workers translate.
  const translation = createTranslationEngine(config.translation.engine, config.translation.engines);
  const readiness = createReadiness(connections.checks);
  const cache = {
    redis: cacheRedis,
    secret: config.jwtSecret,
    onAway: (err: unknown) => logger.warn({ err }, 'cache away'),
  };
  const app = await buildApp({
    config,
    version: manifest.version,
    logger,
    database: connections.database,
    storage: connections.storage,
    cacheRedis,
    jobs: queues,
    events: createDocumentPublisher(queueRedis),
    subscriber: createDocumentSubscriber(subscriberRedis),
    caches: [createTranslationCache(cache), createExtractionCache({ ...cache, version: extractionVersion() })],
    pairs: async () => Promise.all((await translation.pairs()).map(async (pair) => ({ ...pair, tones: await translation.tones(pair) }))),
    readiness,
    metrics,
    ...overrides,
  });
  await app.listen({ host: config.host, port: config.port ?? 3000 });

  return {
    app,
    logger,
    async stop() {
      readiness.drain();
      // Whoever asks for our health may notice before we refuse connections.
      await setTimeout(DRAIN_MS);
      await app.close();
      await Promise.all([queues.close(), translation.close()]);
      metrics.close();
      await connections.close();
    },
  };
}
