import { type Static, Type } from 'typebox';

const flag = (options: { description: string; default: 'on' | 'off' }) => Type.Union([Type.Literal('on'), Type.Literal('off')], options);

/**
 * Every environment variable that the app's processes read, as the strings they are. One schema: the parser, the
 * `.env.example` and the infrastructure take names, defaults and secrecy from here. `x-secret` marks what belongs in a
 * secret store and never in a template or a log.
 */
export const Environment = Type.Object({
  NODE_ENV: Type.Union([Type.Literal('production'), Type.Literal('development'), Type.Literal('test')], {
    description: 'production switches off everything meant for developers',
    default: 'production',
  }),
  HOST: Type.String({ description: 'Address to listen on', default: '127.0.0.1' }),
  PORT: Type.Optional(Type.String({ description: 'Port to listen on; the worker serves its health there if set', pattern: '^\\d{1,5}$' })),
  PUBLIC_URL: Type.String({
    description: 'Where browsers reach the app: the only CORS origin, and the issuer of access tokens',
    pattern: '^https?://[^/]+$',
    default: 'https://localhost:8443',
  }),
  DATABASE_URL: Type.String({
    description: 'PostgreSQL as the login role transkeep_app, which owns nothing',
    pattern: '^postgres(ql)?://',
    'x-secret': true,
  }),
  QUEUE_REDIS_URL: Type.String({ description: 'Redis of the job queues (noeviction)', pattern: '^rediss?://', 'x-secret': true }),
  CACHE_REDIS_URL: Type.String({
    description: 'Redis of the caches and rate limits (allkeys-lru)',
    pattern: '^rediss?://',
    'x-secret': true,
  }),
  S3_ENDPOINT: Type.Optional(Type.String({ description: 'Only for an S3 server that is not AWS', pattern: '^https?://' })),
  S3_REGION: Type.String({ description: 'Region of the bucket', default: 'us-east-1' }),
  S3_BUCKET: Type.Optional(Type.String({ description: 'Bucket of the documents; needed unless STORAGE_DIR is set', minLength: 3 })),
  S3_ACCESS_KEY_ID: Type.Optional(Type.String({ description: 'Absent: the IAM role of the task' })),
  S3_SECRET_ACCESS_KEY: Type.Optional(Type.String({ description: 'Absent: the IAM role of the task', 'x-secret': true })),
  STORAGE_DIR: Type.Optional(Type.String({ description: 'Keep objects in this folder instead of S3; for development on one machine' })),
  JWT_SECRET: Type.String({ description: 'Signs access tokens; at least 32 bytes', minLength: 32, 'x-secret': true }),
  SMTP_URL: Type.Optional(Type.String({ description: 'Mail server', pattern: '^smtps?://', 'x-secret': true })),
  MAIL_FROM: Type.Optional(Type.String({ description: 'Sender of mails' })),
  TRUSTED_PROXIES: Type.String({
    description: 'Comma list of addresses or CIDR ranges whose X-Forwarded-For is believed',
    default: '127.0.0.1',
  }),
  RATE_LIMIT: flag({ description: 'off only for measurements', default: 'on' }),
  LOG_LEVEL: Type.Enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], {
    description: 'Least severe level that is logged',
    default: 'info',
  }),
  GIT_COMMIT: Type.Optional(Type.String({ description: 'Commit the process was built from' })),
  IMAGE_DIGEST: Type.Optional(Type.String({ description: 'Digest of the container image it runs in' })),
  TRANSLATION_ENGINE: Type.Union(
    [
      Type.Literal('apertium'),
      Type.Literal('deepl'),
      Type.Literal('aws'),
      Type.Literal('openai-compatible'),
      Type.Literal('identity'),
      Type.Literal('pseudo'),
    ],
    { description: 'identity and pseudo are for tests of the layout; the others need their settings below', default: 'apertium' },
  ),
  DEEPL_API_KEY: Type.Optional(Type.String({ description: 'For TRANSLATION_ENGINE=deepl', 'x-secret': true })),
  DEEPL_URL: Type.Optional(Type.String({ description: 'Only for a server that is not the one of the key', pattern: '^https?://' })),
  AWS_TRANSLATE_REGION: Type.Optional(
    Type.String({ description: 'For TRANSLATION_ENGINE=aws; the key is that of the task’s IAM role', pattern: '^[a-z]{2}(-[a-z]+)+-\\d$' }),
  ),
  CHAT_API_URL: Type.Optional(
    Type.String({ description: 'For TRANSLATION_ENGINE=openai-compatible: up to and without /chat/completions', pattern: '^https?://' }),
  ),
  CHAT_API_KEY: Type.Optional(
    Type.String({ description: 'For TRANSLATION_ENGINE=openai-compatible, where the server wants one', 'x-secret': true }),
  ),
  CHAT_MODEL: Type.Optional(Type.String({ description: 'For TRANSLATION_ENGINE=openai-compatible' })),
  CHAT_LANGUAGES: Type.String({
    description: 'Comma list of BCP 47 codes; each pair of them is offered with TRANSLATION_ENGINE=openai-compatible',
    pattern: '^[A-Za-z]{2,3}(-[A-Za-z0-9]+)*(, *[A-Za-z]{2,3}(-[A-Za-z0-9]+)*)*$',
    default: 'en,es,fr,de,it,pt',
  }),
  TRANSLATION_USD_PER_MILLION_CHARACTERS: Type.String({
    description: 'What the translation service costs; documents add up what they cost by it',
    pattern: '^\\d{1,6}(\\.\\d{1,4})?$',
    default: '0',
  }),
  MAX_UPLOAD_MB: Type.String({ description: 'Largest upload, in MiB', pattern: '^[1-9]\\d{0,3}$', default: '25' }),
  WORKER_CONCURRENCY: Type.String({
    description: 'Documents that one worker process handles at a time',
    pattern: '^[1-9]\\d?$',
    default: '2',
  }),
});
export type Environment = Static<typeof Environment>;
export type EnvironmentName = keyof Environment;

export interface EnvironmentVariable {
  readonly name: EnvironmentName;
  readonly description: string;
  readonly required: boolean;
  readonly secret: boolean;
  readonly default: string | undefined;
}

/** The schema as a list, for documents and templates. */
export const environmentVariables: readonly EnvironmentVariable[] = Object.entries(Environment.properties).map(([name, property]) => {
  const {
    description = '',
    default: fallback,
    'x-secret': secret = false,
  } = property as { description?: string; default?: string; 'x-secret'?: boolean };
  return {
    name: name as EnvironmentName,
    description,
    required: Environment.required.includes(name as never) && fallback === undefined,
    secret,
    default: fallback,
  };
});

/** Names alone: what the infrastructure may set. */
export const ENVIRONMENT_NAMES: readonly EnvironmentName[] = environmentVariables.map(({ name }) => name);
