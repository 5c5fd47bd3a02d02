import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { addStacks, newApp } from '../app.ts';
import { type Environment, environmentNamed } from '../environments.ts';
import { UNRELEASED } from '../release.ts';

const done = new Map<string, ReturnType<typeof synthesise>>();

/** Every template of one environment, by the name of its stack, without the checks; `change`: what is different in it. Made once per worker: only read them. */
export function synthesised(name: Environment['name'], change: Partial<Environment> = {}): ReturnType<typeof synthesise> {
  const key = JSON.stringify([name, change]);
  const templates = done.get(key) ?? synthesise(name, change);
  done.set(key, templates);
  return templates;
}

function synthesise(name: Environment['name'], change: Partial<Environment>) {
  const folder = mkdtempSync(join(tmpdir(), 'transkeep-infra-'));
  const app = newApp(folder);
  const environment = { ...environmentNamed(name).environment, ...change };
  const stacks = addStacks(app, { environment, release: UNRELEASED });
  const template = (stack: keyof typeof stacks) => Template.fromStack(stacks[stack]);
  const templates = {
    network: template('network'),
    data: template('data'),
    compute: template('compute'),
    global: template('global'),
    edge: template('edge'),
    observability: template('observability'),
    pipeline: template('pipeline'),
  };
  rmSync(folder, { recursive: true });
  return templates;
}
