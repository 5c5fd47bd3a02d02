import { Value } from 'typebox/value';
import { Environment, type EnvironmentName, environmentVariables } from './environment.ts';

export interface S3Config {
  readonly endpoint: string | undefined;
  readonly region: string;
  readonly bucket: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined;
}

export type StorageConfig = { readonly kind: 's3'; readonly s3: S3Config } | { readonly kind: 'disk'; readonly dir: string };

export interface TranslationConfig {
  readonly engine: Environment['TRANSLATION_ENGINE'];
  /** Settings of the engines that have any; absent where they are not complete. */
  readonly engines: {
    readonly deepl: { readonly apiKey: string; readonly url: string | undefined } | undefined;
    readonly aws: { readonly region: string } | undefined;
    readonly chat:
      | { readonly url: string; readonly apiKey: string | undefined; readonly model: string; readonly languages: readonly string[] }
      | undefined;
  };
  readonly usdPerMillionCharacters: number;
}

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
  readonly translation: TranslationConfig;
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
  const missing = NEEDED_BY_ENGINE[given.TRANSLATION_ENGINE ?? '']?.filter((name) => given[name] === undefined) ?? [];
  for (const name of missing) problems.push(`${name} is missing (TRANSLATION_ENGINE=${given.TRANSLATION_ENGINE} needs it)`);
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
    trustedProxies: listOf(valid.TRUSTED_PROXIES),
    rateLimit: valid.RATE_LIMIT === 'on',
    logLevel: valid.LOG_LEVEL,
    commit: valid.GIT_COMMIT ?? null,
    imageDigest: valid.IMAGE_DIGEST ?? null,
    translation: translationConfig(valid),
    maxUploadBytes: Number(valid.MAX_UPLOAD_MB) * 1024 * 1024,
    workerConcurrency: Number(valid.WORKER_CONCURRENCY),
  };
}

const NEEDED_BY_ENGINE: Readonly<Record<string, readonly EnvironmentName[]>> = {
  deepl: ['DEEPL_API_KEY'],
  aws: ['AWS_TRANSLATE_REGION'],
  'openai-compatible': ['CHAT_API_URL', 'CHAT_MODEL'],
};

const listOf = (list: string): string[] =>
  list
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean);

function translationConfig(valid: Environment): TranslationConfig {
  const { DEEPL_API_KEY: apiKey, DEEPL_URL: url, AWS_TRANSLATE_REGION: region, CHAT_API_URL: chatUrl, CHAT_MODEL: model } = valid;
  return {
    engine: valid.TRANSLATION_ENGINE,
    engines: {
      deepl: apiKey === undefined ? undefined : { apiKey, url },
      aws: region === undefined ? undefined : { region },
      chat:
        chatUrl === undefined || model === undefined
          ? undefined
          : { url: chatUrl, apiKey: valid.CHAT_API_KEY, model, languages: listOf(valid.CHAT_LANGUAGES) },
    },
    usdPerMillionCharacters: Number(valid.TRANSLATION_USD_PER_MILLION_CHARACTERS),
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
