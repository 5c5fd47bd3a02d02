import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = new URL('../', import.meta.url);
const lines = readFileSync(new URL('Dockerfile', import.meta.url), 'utf8')
  .replaceAll('\\\n', '')
  .split('\n')
  .filter((line) => /^[A-Z]+ /.test(line));
const lastStage = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')));

test('what runs is not root, and says so by number, as Kubernetes and ECS can check that', () => {
  expect(lastStage.filter((line) => line.startsWith('USER '))).toEqual(['USER 10001']);
});

test('every base names its major version of Node', () => {
  const bases = lines.filter((line) => line.startsWith('FROM '));
  expect(bases).toHaveLength(2);
  for (const base of bases) expect(base).toMatch(/^FROM node:24-/);
});

test('everything it copies from the repository exists', () => {
  const sources = lines
    .filter((line) => line.startsWith('COPY ') && !line.includes('--from='))
    .flatMap((line) => line.split(/\s+/).slice(1, -1));
  expect(sources.length).toBeGreaterThan(2);
  expect(sources.filter((source) => !existsSync(new URL(source, root)))).toEqual([]);
});

test('no secret is baked in, and no build argument could carry one', () => {
  expect(lines.filter((line) => /^(ENV|ARG|LABEL) .*(PASSWORD|SECRET|TOKEN|KEY)/i.test(line))).toEqual([]);
});

test('the builder gets neither the history, nor settings, nor tests', () => {
  const ignored = readFileSync(new URL('Dockerfile.dockerignore', import.meta.url), 'utf8').split('\n');
  expect(ignored).toEqual(expect.arrayContaining(['*', '!app', 'app/web', 'app/**/*.test.ts', '**/.env*']));
  expect(ignored.indexOf('*')).toBeLessThan(ignored.indexOf('!app'));
});
