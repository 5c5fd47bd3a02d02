import type { LevelWithSilent } from 'pino';
import { expect, expectTypeOf, test } from 'vitest';
import { type Config, ConfigError, parseConfig } from './config.ts';
import { ENVIRONMENT_NAMES, type Environment, type EnvironmentName, environmentVariables } from './environment.ts';

const env = {
  DATABASE_URL: 'postgres://transkeep_app:x@127.0.0.1/transkeep',
  QUEUE_REDIS_URL: 'redis://127.0.0.1:1',
  CACHE_REDIS_URL: 'redis://127.0.0.1:2',
  S3_BUCKET: 'documents',
  JWT_SECRET: 'a-secret-of-at-least-thirty-two-bytes',
};

test('defaults fill what is not given', () => {
  const config = parseConfig(env);
  expect(config).toMatchObject({
    nodeEnv: 'production',
    port: undefined,
    publicUrl: 'https://localhost:8443',
    trustedProxies: ['127.0.0.1'],
    rateLimit: true,
    maxUploadBytes: 25 * 1024 * 1024,
    workerConcurrency: 2,
    storage: { kind: 's3', s3: { bucket: 'documents', credentials: undefined, endpoint: undefined } },
  });
});

test('strings become what they mean, empty ones count as absent', () => {
  const config = parseConfig({
    ...env,
    PORT: '3000',
    TRUSTED_PROXIES: '10.0.0.1, 10.1.0.0/16',
    RATE_LIMIT: 'off',
    GIT_COMMIT: '',
    MAX_UPLOAD_MB: '1',
    STORAGE_DIR: '/data',
  });
  expect(config).toMatchObject({
    port: 3000,
    trustedProxies: ['10.0.0.1', '10.1.0.0/16'],
    rateLimit: false,
    commit: null,
    maxUploadBytes: 1_048_576,
    storage: { kind: 'disk', dir: '/data' },
  });
});

test('names every problem at once, and no value', () => {
  const attempt = () => parseConfig({ ...env, JWT_SECRET: 'too-short', CACHE_REDIS_URL: undefined, PORT: 'eighty', S3_BUCKET: undefined });
  expect(attempt).toThrow(ConfigError);
  expect(attempt).toThrow(/CACHE_REDIS_URL is missing.*JWT_SECRET is not valid|JWT_SECRET is not valid.*CACHE_REDIS_URL is missing/s);
  expect(attempt).toThrow(/PORT is not valid/);
  expect(attempt).toThrow(/S3_BUCKET is missing/);
  expect(attempt).not.toThrow(/too-short|eighty/);
});

test('an engine that is chosen needs its settings', () => {
  expect(() => parseConfig({ ...env, TRANSLATION_ENGINE: 'deepl' })).toThrow(/DEEPL_API_KEY is missing \(TRANSLATION_ENGINE=deepl/);
  expect(() => parseConfig({ ...env, TRANSLATION_ENGINE: 'openai-compatible' })).toThrow(/CHAT_API_URL is missing.*CHAT_MODEL is missing/);
  expect(() => parseConfig({ ...env, CHAT_LANGUAGES: 'en,,es' })).toThrow(/CHAT_LANGUAGES is not valid/);
  const chat = {
    TRANSLATION_ENGINE: 'openai-compatible',
    CHAT_API_URL: 'http://127.0.0.1:1/v1',
    CHAT_MODEL: 'm',
    CHAT_LANGUAGES: 'en, es',
  };
  expect(parseConfig({ ...env, ...chat, TRANSLATION_USD_PER_MILLION_CHARACTERS: '25' }).translation).toEqual({
    engine: 'openai-compatible',
    engines: {
      deepl: undefined,
      aws: undefined,
      chat: { url: 'http://127.0.0.1:1/v1', apiKey: undefined, model: 'm', languages: ['en', 'es'] },
    },
    usdPerMillionCharacters: 25,
  });
});

test('a log level is one that the logger knows', () => {
  expectTypeOf<Config['logLevel']>().toEqualTypeOf<LevelWithSilent>();
  expect(parseConfig({ ...env, LOG_LEVEL: 'silent' }).logLevel).toBe('silent');
  expect(() => parseConfig({ ...env, LOG_LEVEL: 'loud' })).toThrow(/LOG_LEVEL is not valid/);
});

test('every variable has a type: a schema that the compiler cannot read is never', () => {
  type Unread = { [Name in EnvironmentName]-?: [Environment[Name]] extends [never] ? Name : never }[EnvironmentName];
  expectTypeOf<Unread>().toEqualTypeOf<never>();
});

test('both halves of a key pair are needed', () => {
  const { storage } = parseConfig({ ...env, S3_ACCESS_KEY_ID: 'id' });
  expect(storage.kind === 's3' && storage.s3.credentials).toBeUndefined();
});

test('what holds a credential is marked as secret', () => {
  const secrets = environmentVariables.filter((variable) => variable.secret).map((variable) => variable.name);
  expect(secrets).toEqual(
    expect.arrayContaining(['DATABASE_URL', 'JWT_SECRET', 'S3_SECRET_ACCESS_KEY', 'SMTP_URL', 'QUEUE_REDIS_URL', 'CACHE_REDIS_URL']),
  );
  expect(new Set(ENVIRONMENT_NAMES).size).toBe(ENVIRONMENT_NAMES.length);
});
