import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import { type TypeBoxTypeProvider, TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import type { Config } from '../config/config.ts';
import type { Database } from '../database/database.ts';
import type { Redis } from '../database/redis.ts';
import type { DocumentCache } from '../domain/documents/document.ts';
import type { DocumentEvents, DocumentJobs } from '../domain/documents/document-jobs.ts';
import { createDocuments } from '../domain/documents/documents.ts';
import { createGlossary } from '../domain/glossary/glossary.ts';
import { createAccessTokens } from '../domain/sessions/access-tokens.ts';
import { createSessions } from '../domain/sessions/sessions.ts';
import type { ObjectStorage } from '../storage/index.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { DocumentSubscriber } from '../worker/queue/document-events.ts';
import { createEventStreams } from './event-streams.ts';
import { authentication } from './plugins/authentication.ts';
import { errors } from './plugins/errors.ts';
import { openapi } from './plugins/openapi.ts';
import { type LIMITS, rateLimits } from './plugins/rate-limits.ts';
import { requestLog } from './plugins/request-log.ts';
import { routeInventory } from './plugins/route-inventory.ts';
import { webSecurity } from './plugins/web-security.ts';
import { blockRoutes } from './routes/documents/blocks.ts';
import { fileRoutes } from './routes/documents/files.ts';
import { documentRoutes } from './routes/documents/routes.ts';
import { uploadRoute } from './routes/documents/upload.ts';
import { glossaryRoutes } from './routes/glossary-terms/routes.ts';
import { languageRoutes, type PairWithTones } from './routes/languages/routes.ts';
import { sessionRoutes } from './routes/sessions/routes.ts';
import { healthRoutes, type Readiness } from './routes/system/health.ts';
import { openapiRoute } from './routes/system/openapi.ts';
import { versionRoute } from './routes/system/version.ts';
import { userRoutes } from './routes/users/routes.ts';
import { createSessionCache } from './session-cache.ts';
import type { TypedApp } from './typed-app.ts';

/** What the app works with; made and closed by whoever builds it. */
export interface AppDependencies {
  readonly config: Pick<Config, 'publicUrl' | 'jwtSecret' | 'trustedProxies' | 'rateLimit' | 'maxUploadBytes' | 'commit' | 'imageDigest'>;
  readonly version: string;
  readonly logger: Logger;
  readonly database: Database;
  readonly storage: ObjectStorage;
  /** `fail-fast` */
  readonly cacheRedis: Redis;
  readonly jobs: DocumentJobs;
  readonly events: DocumentEvents;
  readonly subscriber: DocumentSubscriber;
  readonly pairs: () => Promise<readonly PairWithTones[]>;
  readonly caches: readonly DocumentCache[];
  readonly readiness: Readiness;
  readonly metrics: Pick<Metrics, 'record'>;
  /** For tests that cannot send 300 requests. */
  readonly limits?: Partial<Record<keyof typeof LIMITS, number>>;
}

const REQUEST_ID = /^[\w.-]{8,64}$/;

/** Builds the API; it does not listen, and closes nothing that it was given. */
export async function buildApp(dependencies: AppDependencies): Promise<FastifyInstance> {
  const { config, logger, database, cacheRedis } = dependencies;
  const app: TypedApp = Fastify({
    loggerInstance: logger as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }), // requestLog writes one line instead of two
    trustProxy: [...config.trustedProxies],
    genReqId: ({ headers: { 'x-request-id': given } }) => (typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID()),
    routerOptions: { maxParamLength: 200 },
    exposeHeadRoutes: false,
    bodyLimit: 256 * 1024,
    // A phone uploads 25 MB in two minutes; whoever takes longer to say what they want is let go.
    requestTimeout: 120_000,
    // Longer than the edge keeps its connections, or it reuses one just as we close it.
    keepAliveTimeout: 130_000,
    return503OnClosing: false,
  }).withTypeProvider<TypeBoxTypeProvider>();
  app.removeContentTypeParser('text/plain'); // no operation takes any
  app.setValidatorCompiler(TypeBoxValidatorCompiler as never);

  const tokens = createAccessTokens({ secret: config.jwtSecret, issuer: config.publicUrl });
  const sessionCache = createSessionCache(cacheRedis, (err) => logger.warn({ err }, 'session cache away, asking the database'));
  const sessions = createSessions({ database, tokens, cache: sessionCache });
  const streams = createEventStreams({ subscriber: dependencies.subscriber });
  const documents = createDocuments({
    ...dependencies,
    maxUploadBytes: config.maxUploadBytes,
    onDeferred: (err, { documentId }) => logger.warn({ err, documentId }, 'queue away, housekeeping will queue it'),
  });

  await app.register(routeInventory);
  await app.register(requestLog);
  await app.register(errors, { onThrottled: () => dependencies.metrics.record('RequestsThrottled', 1) });
  await app.register(webSecurity, { origin: config.publicUrl });
  await app.register(cookie);
  await app.register(rateLimits, {
    redis: cacheRedis,
    enabled: config.rateLimit,
    ...(dependencies.limits ? { limits: dependencies.limits } : {}),
  });
  await app.register(authentication, { tokens, sessions });
  await app.register(openapi, { version: dependencies.version, serverUrl: config.publicUrl });

  healthRoutes(app as unknown as FastifyInstance, { readiness: dependencies.readiness });
  await app.register(async (api) => openapiRoute(api.withTypeProvider<TypeBoxTypeProvider>()), { prefix: '/api' });
  await app.register(
    async (scope) => {
      const api = scope.withTypeProvider<TypeBoxTypeProvider>();
      versionRoute(api, { version: dependencies.version, commit: config.commit, imageDigest: config.imageDigest });
      sessionRoutes(api, { sessions, origin: config.publicUrl });
      userRoutes(api, { database });
      languageRoutes(api, { pairs: dependencies.pairs });
      glossaryRoutes(api, { glossary: createGlossary(database) });
      await uploadRoute(api, { documents, maxUploadBytes: config.maxUploadBytes });
      documentRoutes(api, { documents, streams });
      blockRoutes(api, { documents });
      fileRoutes(api, { documents });
    },
    { prefix: '/api/v1' },
  );

  // Streams would hold the shutdown until their documents are done.
  app.addHook('preClose', async () => streams.close());
  await app.ready();
  return app as unknown as FastifyInstance;
}
