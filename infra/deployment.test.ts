import { afterAll, expect, test, vi } from 'vitest';
import { DeploymentRefused, planDeployment } from './deployment.ts';
import { environmentNamed } from './environments.ts';

afterAll(() => {
  vi.doUnmock('./environments.ts');
  vi.resetModules();
});

const release = ['--commit', 'a'.repeat(40), '--image-digest', `sha256:${'b'.repeat(64)}`];

test('refuses placeholders, naming each and where it goes', () => {
  expect(() => planDeployment(['production', ...release])).toThrow(DeploymentRefused);
  expect(() => planDeployment(['production', ...release])).toThrow(
    /infra\/environments\.ts: production lacks 10 values.*hostedZoneId.*slack\.channelId/,
  );
  expect(() => planDeployment(['production', ...release])).not.toThrow(/\n/);
});

test.each([
  [[], /Name one environment/],
  [['production', 'staging'], /Name one environment/],
  [['nowhere'], /No environment is called nowhere.*production, staging/],
  [['production', '--force'], /--force.*--help/],
])('refuses %j in one line', (argv, message) => {
  expect(() => planDeployment(argv)).toThrow(message);
});

test('asks for nothing when only help is wanted', () => {
  expect(planDeployment(['--help'])).toBeUndefined();
});

test('an environment that is filled in goes to CDK with its release, and to no other', async () => {
  vi.resetModules();
  const { environment } = environmentNamed('staging');
  vi.doMock('./environments.ts', () => ({ ENVIRONMENT_NAMES: ['staging'], environmentNamed: () => ({ environment, unfilled: [] }) }));
  const { planDeployment: plan } = await import('./deployment.ts');
  expect(plan(['staging', ...release])).toEqual([
    ...['deploy', '--concurrency', '2', '--all'],
    ...['--context', 'environment=staging', '--context', `commit=${'a'.repeat(40)}`, '--context', `imageDigest=sha256:${'b'.repeat(64)}`],
  ]);
  expect(plan(['staging', ...release, '--diff'])?.[0]).toBe('diff');
  expect(() => plan(['staging', '--commit', 'main', '--image-digest', 'latest'])).toThrow(/full Git commit/);
  expect(() => plan(['staging', '--commit', 'a'.repeat(40), '--image-digest', 'latest'])).toThrow(/sha256/);
});
