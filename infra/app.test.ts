import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { afterAll, expect, test } from 'vitest';
import { addChecks, addStacks, newApp } from './app.ts';
import { CHECKS_FILE } from './constructs/recorded-checks.ts';
import { ENVIRONMENT_NAMES, environmentNamed } from './environments.ts';
import { UNRELEASED } from './release.ts';

const ACKNOWLEDGED = 'aws:cdk:acknowledged-rules';

function json(folder: string, file: string) {
  return JSON.parse(readFileSync(join(folder, file), 'utf8'));
}

const folder = mkdtempSync(join(tmpdir(), 'transkeep-infra-'));
afterAll(() => rmSync(folder, { recursive: true }));

const AMAZON = { translation: { engine: 'aws', usdPerMillionCharacters: 15 } } as const;

test.each([
  ...ENVIRONMENT_NAMES.map((name) => ({ title: name, name, change: {} })),
  { title: 'production with Amazon Translate', name: 'production', change: AMAZON } as const,
])('$title synthesises offline into seven stacks, without a finding nobody acknowledged', ({ title, name, change }) => {
  const outdir = join(folder, title);
  const app = newApp(outdir);
  addStacks(app, { environment: { ...environmentNamed(name).environment, ...change }, release: UNRELEASED });
  addChecks(app);
  expect(app.synth().stacks).toHaveLength(7);
  expect(json(outdir, CHECKS_FILE)).toMatchObject({ AwsSolutions: { templates: 7 }, 'CloudFormation Validate': { templates: 7 } });
  for (const { violations } of json(outdir, 'validation-report.json').pluginReports) expect(violations).toEqual([]);
});

test('every acknowledgement gives a reason a reviewer can judge', () => {
  const production = join(folder, 'production');
  const entries = readdirSync(production)
    .filter((file) => file.endsWith('.metadata.json'))
    .flatMap((file) => Object.values(json(production, file)).flat() as { type: string; data: Record<string, string> }[]);
  const reasons = entries.filter(({ type }) => type === ACKNOWLEDGED).flatMap(({ data }) => Object.values(data));
  expect(reasons.length).toBeGreaterThan(10);
  for (const reason of reasons) expect(JSON.stringify(reason).length).toBeGreaterThan(30);
});

test('a finding that nobody acknowledged ends synthesis', () => {
  const app = newApp(join(folder, 'careless'));
  new Bucket(new Stack(app, 'Careless'), 'Open');
  addChecks(app);
  expect(() => app.synth()).toThrow(/AwsSolutions-S1|Validation failed/);
});
