import { parseConfig } from '../config/config.ts';
import manifest from '../package.json' with { type: 'json' };
import { openConnections } from '../process/connections.ts';
import { runProcess } from '../process/run-process.ts';
import { createLogger } from '../telemetry/logger.ts';
import { createTranslationEngine } from '../translation/index.ts';
import { createDocumentPublisher, createDocumentSubscriber } from '../worker/queue/document-events.ts';
import { createQueues } from '../worker/queue/queues.ts';
import { buildApp } from './build-app.ts';
import { createReadiness } from './routes/system/health.ts';

await runProcess(async () => {
  const config = parseConfig(process.env);
  const logger = createLogger({ service: 'api', level: config.logLevel });
  const connections = await openConnections(config, 'api', logger);
  const cacheRedis = await connections.redis({ of: 'cache', mode: 'fail-fast', purpose: 'cache' });
  const queueRedis = await connections.redis({ of: 'queue', mode: 'fail-fast', purpose: 'queue' });
  const subscriberRedis = await connections.redis({ of: 'queue', mode: 'patient', purpose: 'events' });
  const queues = createQueues(queueRedis);
  // Only asked which pairs it has; the workers translate.
  const translation = createTranslationEngine(config.translationEngine);
  const readiness = createReadiness(connections.checks);
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
    pairs: () => translation.pairs(),
    readiness,
  });
  await app.listen({ host: config.host, port: config.port ?? 3000 });

  return {
    logger,
    async stop() {
      readiness.drain();
      await app.close();
      await Promise.all([queues.close(), translation.close()]);
      await connections.close();
    },
  };
});
