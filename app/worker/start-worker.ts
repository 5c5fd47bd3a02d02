import Fastify, { type FastifyBaseLogger, LogController } from 'fastify';
import type { Config } from '../config/config.ts';
import { createExtractionCache } from '../domain/documents/extraction-cache.ts';
import { createHousekeeping } from '../domain/documents/housekeeping.ts';
import { createDocumentProcessing } from '../domain/documents/process-document.ts';
import { createPdfEngine, extractionVersion } from '../pdf/index.ts';
import { openConnections } from '../process/connections.ts';
import type { RunningProcess } from '../process/run-process.ts';
import { createReadiness, healthRoutes } from '../server/routes/system/health.ts';
import type { Logger } from '../telemetry/logger.ts';
import { createMetrics } from '../telemetry/metrics.ts';
import { createTranslationCache, createTranslationEngine, createTranslator } from '../translation/index.ts';
import { startJobRunner } from './job-runner.ts';
import { deleteExpiredDocuments } from './jobs/delete-expired-documents/handler.ts';
import { renderDocument } from './jobs/render-document/handler.ts';
import { requeueUnfinishedDocuments } from './jobs/requeue-unfinished-documents/handler.ts';
import { translateDocument } from './jobs/translate-document/handler.ts';
import { createDocumentPublisher } from './queue/document-events.ts';
import { createQueues } from './queue/queues.ts';

/** A worker process: jobs, housekeeping, and its health where a port is given. @throws {StartupError} */
export async function startWorker(config: Config, logger: Logger): Promise<RunningProcess> {
  const metrics = createMetrics({
    // They are lines of the log, whatever its level; a silent process writes none.
    write: (line) => config.logLevel !== 'silent' && process.stdout.write(`${line}\n`),
    gauges: [{ name: 'QueueDepth', read: () => queues.depth() }],
    onError: (err) => logger.warn({ err }, 'metric missing'),
  });
  const connections = await openConnections(config, 'worker', logger, metrics);
  const queueRedis = await connections.redis({ of: 'queue', mode: 'patient', purpose: 'queue' });
  const queues = createQueues(queueRedis);
  const cacheRedis = await connections.redis({ of: 'cache', mode: 'optional', purpose: 'cache' });
  const cache = { redis: cacheRedis, secret: config.jwtSecret, onAway: (err: unknown) => logger.warn({ err }, 'cache away') };
  const translationCache = createTranslationCache(cache);
  const extractionCache = createExtractionCache({ ...cache, version: extractionVersion() });
  const translation = createTranslationEngine(config.translation.engine, config.translation.engines);
  const translator = createTranslator({
    engine: translation,
    cache: translationCache,
    usdPerMillionCharacters: config.translation.usdPerMillionCharacters,
    onCache(hits, misses) {
      metrics.record('CacheHits', hits);
      metrics.record('CacheMisses', misses);
    },
  });
  const pdfEngine = createPdfEngine({ processes: config.workerConcurrency });
  const { database, storage } = connections;
  const events = createDocumentPublisher(queueRedis);
  const processing = createDocumentProcessing({ database, storage, pdfEngine, extractionCache, translator, events, jobs: queues, metrics });
  const housekeeping = createHousekeeping({ database, storage, jobs: queues, caches: [translationCache, extractionCache] });
  const runner = await startJobRunner({
    connection: queueRedis,
    logger,
    concurrency: config.workerConcurrency,
    handlers: [translateDocument(processing), renderDocument(processing)],
    scheduled: [
      { handler: deleteExpiredDocuments(housekeeping), everyMs: 60_000 },
      { handler: requeueUnfinishedDocuments(housekeeping), everyMs: 15_000 },
    ],
  });

  const readiness = createReadiness(connections.checks);
  const health = Fastify({
    loggerInstance: logger as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
  });
  healthRoutes(health, { readiness });
  if (config.port !== undefined) await health.listen({ host: config.host, port: config.port });
  logger.info('worker ready');

  return {
    logger,
    async stop() {
      readiness.drain();
      await Promise.all([runner.stop(), pdfEngine.close()]);
      await Promise.all([health.close(), translation.close(), queues.close()]);
      metrics.close();
      await connections.close();
    },
  };
}
