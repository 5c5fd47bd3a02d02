import { readFileSync } from 'node:fs';
import { parseConfig } from '@transkeep/app/config/config.ts';
import { type EnvironmentName, environmentVariables } from '@transkeep/app/config/environment.ts';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { synthesised } from './testing/synthesised.ts';

const SECRETS = {
  DATABASE_URL: 'postgresql://transkeep_app:x@host:5432/transkeep?sslmode=verify-full',
  QUEUE_REDIS_URL: 'rediss://default:x@queue:6379',
  CACHE_REDIS_URL: 'rediss://default:x@cache:6379',
  JWT_SECRET: 'x'.repeat(64),
  SMTP_URL: 'smtps://user:x@mail:465',
};
/** Read by the OpenTelemetry SDK. */
const NOT_THE_APPS = ['OTEL_EXPORTER_OTLP_ENDPOINT'];

const required = environmentVariables.filter((variable) => variable.required).map(({ name }) => name);
const secret = new Set<string>(environmentVariables.filter((variable) => variable.secret).map(({ name }) => name));
const known = new Set<string>(environmentVariables.map(({ name }) => name));

const { compute } = synthesised('production');
const containers = Object.values(compute.findResources('AWS::ECS::TaskDefinition'))
  .flatMap(({ Properties }) => Properties.ContainerDefinitions)
  .filter(({ Name, Command }) => Name === 'app' && Command[1] !== 'app/database/migrate.ts')
  .map(({ Command, Environment, Secrets }) => ({
    command: Command[1] as string,
    plain: Object.fromEntries(Environment.map(({ Name, Value }: { Name: string; Value: unknown }) => [Name, Value])),
    secrets: Object.fromEntries(Secrets.map(({ Name, ValueFrom }: { Name: string; ValueFrom: unknown }) => [Name, ValueFrom])),
  }));

test('there are an API and a worker', () => {
  expect(containers.map(({ command }) => command)).toEqual(['app/server/main.ts', 'app/worker/main.ts']);
});

describe.each(containers)('$command', ({ plain, secrets }) => {
  test('gets every variable the app requires, and none it does not know', () => {
    const given = [...Object.keys(plain), ...Object.keys(secrets)];
    expect(given).toEqual(expect.arrayContaining(required));
    expect(given.filter((name) => !known.has(name) && !NOT_THE_APPS.includes(name))).toEqual([]);
    expect(new Set(given).size).toBe(given.length);
  });

  test('gets what is secret from Secrets Manager only', () => {
    expect(Object.keys(plain).filter((name) => secret.has(name))).toEqual([]);
    expect(Object.keys(secrets).sort()).toEqual(Object.keys(SECRETS).sort());
  });

  test('gets settings that the app itself accepts', () => {
    const strings = Object.entries(plain).filter((entry): entry is [EnvironmentName, string] => typeof entry[1] === 'string');
    expect(parseConfig({ ...Object.fromEntries(strings), S3_BUCKET: 'resolved-when-deployed', ...SECRETS })).toMatchObject({
      nodeEnv: 'production',
      rateLimit: true,
      publicUrl: 'https://transkeep.example',
      trustedProxies: ['10.40.0.0/16'],
    });
  });
});

describe('compose.prod.yaml', () => {
  const { services } = parse(readFileSync(new URL('./compose.prod.yaml', import.meta.url), 'utf8'), { merge: true });

  test.each(['api', 'worker'])('%s gets every variable the app requires, and none it does not know', (name) => {
    const given = Object.keys(services[name].environment);
    expect(given).toEqual(expect.arrayContaining(required));
    expect(given.filter((variable) => !known.has(variable))).toEqual([]);
  });

  test('holds no secret, only the names of what fills them in', () => {
    const values = Object.values(services).flatMap((service) => Object.entries((service as { environment?: object }).environment ?? {}));
    const secrets = values.filter(([name]) => secret.has(name) || /PASSWORD|AUTH/.test(name));
    expect(secrets.length).toBeGreaterThanOrEqual(10);
    for (const [, value] of secrets) expect(value).toMatch(/\$\{[A-Z0-9_]+(:[?-][^}]*)?\}/);
  });

  test('has two Redis servers, of which only the cache forgets', () => {
    expect(services.queue.command.join(' ')).toContain('--maxmemory-policy noeviction');
    expect(services.cache.command.join(' ')).toContain('--maxmemory-policy allkeys-lru');
  });

  test('opens nothing but the API, and that to this host only', () => {
    const published = Object.entries(services).flatMap(([name, service]) =>
      ((service as { ports?: string[] }).ports ?? []).map((port) => `${name} ${port}`),
    );
    expect(published).toEqual(['api 127.0.0.1:3000:3000']);
  });

  test('every service it waits for exists', () => {
    for (const service of Object.values(services) as { depends_on?: object }[]) {
      for (const name of Object.keys(service.depends_on ?? {})) expect(services).toHaveProperty(name);
    }
  });
});
