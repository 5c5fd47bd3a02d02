import { Value } from 'typebox/value';
import { Environment, environmentVariables } from './environment.ts';

export interface S3Config {
  readonly endpoint: string | undefined;
  readonly region: string;
  readonly bucket: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined;
}

export type StorageConfig = { readonly kind: 's3'; readonly s3: S3Config } | { readonly kind: 'disk'; readonly dir: string };

/** What the processes are told at start-up, parsed. Passed in; nothing below `main.ts` reads the environment. */
export interface Config {
  readonly nodeEnv: Environment['NODE_ENV'];
  readonly host: string;
  readonly port: number | undefined;
  readonly publicUrl: string;
  readonly databaseUrl: string;
  readonly queueRedisUrl: string;
  readonly cacheRedisUrl: string;
  readonly storage: StorageConfig;
  readonly jwtSecret: string;
  readonly trustedProxies: readonly string[];
  readonly rateLimit: boolean;
  readonly logLevel: Environment['LOG_LEVEL'];
  readonly commit: string | null;
  readonly imageDigest: string | null;
  readonly translationEngine: Environment['TRANSLATION_ENGINE'];
  readonly maxUploadBytes: number;
  readonly workerConcurrency: number;
}

/** The environment is not usable; the message names every bad variable and what it should be, never a value. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/**
 * Parses an environment. Empty strings count as absent, as compose files write them.
 * @throws {ConfigError} naming all problems at once
 */
export function parseConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    environmentVariables.flatMap(({ name, default: fallback }) => {
      const value = env[name] || fallback;
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const problems = environmentVariables.flatMap(({ name, required, description }) => {
    if (given[name] === undefined) return required ? [`${name} is missing (${description})`] : [];
    return Value.Check(Environment.properties[name], given[name]) ? [] : [`${name} is not valid (${description})`];
  });
  const storage = storageConfig(given);
  if (!storage) problems.push('S3_BUCKET is missing (or STORAGE_DIR, to keep objects on this disk)');
  if (problems.length > 0 || !storage) throw new ConfigError(`the environment is not usable: ${problems.join('; ')}`);

  const valid = given as unknown as Environment;
  return {
    nodeEnv: valid.NODE_ENV,
    host: valid.HOST,
    port: valid.PORT === undefined ? undefined : Number(valid.PORT),
    publicUrl: valid.PUBLIC_URL,
    databaseUrl: valid.DATABASE_URL,
    queueRedisUrl: valid.QUEUE_REDIS_URL,
    cacheRedisUrl: valid.CACHE_REDIS_URL,
    storage,
    jwtSecret: valid.JWT_SECRET,
    trustedProxies: valid.TRUSTED_PROXIES.split(',')
      .map((address) => address.trim())
      .filter(Boolean),
    rateLimit: valid.RATE_LIMIT === 'on',
    logLevel: valid.LOG_LEVEL,
    commit: valid.GIT_COMMIT ?? null,
    imageDigest: valid.IMAGE_DIGEST ?? null,
    translationEngine: valid.TRANSLATION_ENGINE,
    maxUploadBytes: Number(valid.MAX_UPLOAD_MB) * 1024 * 1024,
    workerConcurrency: Number(valid.WORKER_CONCURRENCY),
  };
}

function storageConfig(given: Readonly<Record<string, string>>): StorageConfig | undefined {
  if (given.STORAGE_DIR) return { kind: 'disk', dir: given.STORAGE_DIR };
  if (!given.S3_BUCKET) return undefined;
  const {
    S3_ENDPOINT: endpoint,
    S3_REGION: region = '',
    S3_BUCKET: bucket,
    S3_ACCESS_KEY_ID: accessKeyId,
    S3_SECRET_ACCESS_KEY: secretAccessKey,
  } = given;
  const credentials = accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined;
  return { kind: 's3', s3: { endpoint, region, bucket, credentials } };
}
