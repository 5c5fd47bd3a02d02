import { parseArgs } from 'node:util';
import { ENVIRONMENT_NAMES, environmentNamed } from './environments.ts';

export const USAGE = `node infra/bin/deploy.ts ENVIRONMENT --commit SHA --image-digest sha256:… [--diff]

Deploys (or with --diff: shows what would change) every stack of ${ENVIRONMENT_NAMES.join(' or ')} with that build of the app.
The image must be in ECR already; migrations and the web app are steps of their own (infra/README.md).`;

/** The command line cannot be carried out as it is; the message is one line saying what to do. */
export class DeploymentRefused extends Error {
  override name = 'DeploymentRefused';
}

/**
 * Arguments for CDK's command line, or `undefined` when help was asked for.
 * @throws {DeploymentRefused} on wrong arguments, and while values of the environment are still placeholders
 */
export function planDeployment(argv: readonly string[]): readonly string[] | undefined {
  const { values, positionals } = parse(argv);
  if (values.help) return undefined;
  const [name, ...rest] = positionals;
  if (name === undefined || rest.length > 0) throw new DeploymentRefused('Name one environment (try --help).');
  const { unfilled } = named(name);
  if (unfilled.length > 0) {
    const list = unfilled.map(({ path, fillIn }) => `${path} (${fillIn})`).join('; ');
    throw new DeploymentRefused(`infra/environments.ts: ${name} lacks ${unfilled.length} values only you know: ${list}.`);
  }
  const { commit, 'image-digest': imageDigest } = values;
  if (commit === undefined || !/^[0-9a-f]{40}$/.test(commit))
    throw new DeploymentRefused('--commit takes a full Git commit, 40 hex digits.');
  if (imageDigest === undefined || !/^sha256:[0-9a-f]{64}$/.test(imageDigest)) {
    throw new DeploymentRefused('--image-digest takes the digest of an image in ECR: sha256: and 64 hex digits.');
  }
  return [
    ...(values.diff ? ['diff'] : ['deploy', '--concurrency', '2']),
    '--all',
    ...Object.entries({ environment: name, commit, imageDigest }).flatMap(([key, value]) => ['--context', `${key}=${value}`]),
  ];
}

function parse(argv: readonly string[]) {
  const options = {
    commit: { type: 'string' },
    'image-digest': { type: 'string' },
    diff: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  } as const;
  try {
    return parseArgs({ args: [...argv], allowPositionals: true, options });
  } catch (cause) {
    throw new DeploymentRefused(`${(cause as Error).message.split('\n')[0]} (try --help)`, { cause });
  }
}

function named(name: string): ReturnType<typeof environmentNamed> {
  try {
    return environmentNamed(name);
  } catch (cause) {
    throw new DeploymentRefused((cause as Error).message, { cause });
  }
}
