import { isAbsolute, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { STAGES, type Stage } from '@transkeep/reports/contract/index.ts';
import { UsageError } from '../run/errors.ts';
import { parseShard, type Shard } from '../run/shards.ts';

export const HELP = `Is this commit ready to launch? Starts the system, judges every criterion, writes a report.

  npm run readiness                                the candidate stage: this commit on this machine
  npm run readiness -- --only SEC-05,PERF          only those criteria or areas (never GO)
  npm run readiness -- --stage launch --target URL --region R --config FILE [--armed]
                                                   a deployed target; --armed allows drills
  npm run readiness -- --stage beta [--config FILE]
                                                   the running beta, from its own data
  npm run readiness -- list [--json]               the catalogue: criteria, clauses, thresholds, gates, faults
  npm run readiness -- verify DIR                  judge a saved run again, offline, from its evidence
  npm run readiness -- prove [ID…] [--all | --stale]
                                                   seeded faults: green → red for the stated reason → green; without
                                                   ID those not proven for this code yet, --all: the others, too
  npm run readiness -- diff A B                    what changed between two runs
  npm run readiness -- resume DIR                  finish a run that was interrupted or killed: only what is missing
  npm run readiness -- merge DIR…                  make one run of the shards of a run (see --shard), judged again
  npm run readiness -- plan [--only …]             which gates would run, when, how long; starts nothing

  --profile full|smoke   smoke shortens loads and corpora, for tests of the harness itself (never GO)
  --shard i/n            run part i of n, whole gates (never GO by itself)
  --out DIR              where runs are kept (default reports/out)
  --help

Exit codes: 0 GO, 1 NO-GO, 2 INCONCLUSIVE, 3 the harness failed, 4 bad usage or configuration, 130 interrupted.
`;

export interface RunCommand {
  readonly command: 'run';
  readonly stage: Stage;
  readonly target: string;
  readonly region: string | undefined;
  readonly config: string | undefined;
  readonly armed: boolean;
  readonly only: readonly string[] | null;
  readonly shard: Shard | undefined;
  readonly profile: 'full' | 'smoke';
  readonly out: string;
}

export interface ProveCommand {
  readonly command: 'prove';
  readonly ids: readonly string[];
  /** Also what is proven for this code already. Without ids only; faults that are named are always proven again, unless `stale`. */
  readonly all: boolean;
  /** Only what is not proven for this code. */
  readonly stale: boolean;
  readonly out: string;
}

export type Command =
  | RunCommand
  | (Omit<RunCommand, 'command'> & { readonly command: 'plan' })
  | { readonly command: 'resume'; readonly dir: string }
  | { readonly command: 'merge'; readonly dirs: readonly string[]; readonly out: string }
  | { readonly command: 'help' }
  | { readonly command: 'list'; readonly json: boolean }
  | { readonly command: 'verify'; readonly dir: string }
  | ProveCommand
  | { readonly command: 'diff'; readonly before: string; readonly after: string };

const OPTIONS = {
  only: { type: 'string', multiple: true },
  stage: { type: 'string' },
  target: { type: 'string' },
  region: { type: 'string' },
  config: { type: 'string' },
  armed: { type: 'boolean' },
  profile: { type: 'string' },
  shard: { type: 'string' },
  out: { type: 'string' },
  json: { type: 'boolean' },
  all: { type: 'boolean' },
  stale: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

type Values = ReturnType<typeof parse>['values'];

/** Which options each command takes. */
const TAKES: Readonly<Record<string, readonly (keyof typeof OPTIONS)[]>> = {
  run: ['only', 'stage', 'target', 'region', 'config', 'armed', 'profile', 'shard', 'out'],
  plan: ['only', 'stage', 'profile', 'shard', 'out'],
  list: ['json'],
  verify: [],
  prove: ['out', 'all', 'stale'],
  diff: [],
  merge: ['out'],
  resume: [],
};

/** Turns the command line into a command. Throws UsageError with one line; touches nothing. */
export function parseCommand(args: readonly string[], env: Readonly<Record<string, string | undefined>>, cwd: string): Command {
  refuseSwallowedOptions(env);
  const { values, positionals } = parse(args);
  if (values.help) return { command: 'help' };
  const [name = 'run', ...operands] = positionals;
  const takes = Object.hasOwn(TAKES, name) ? TAKES[name] : undefined;
  if (!takes || (name === 'run' && positionals.length > 0)) {
    throw new UsageError(
      `there is no command ${name}; commands are ${Object.keys(TAKES)
        .filter((one) => one !== 'run')
        .join(', ')} (criteria are chosen with --only)`,
    );
  }
  const stray = (Object.keys(values) as (keyof typeof OPTIONS)[]).find((option) => !takes.includes(option));
  if (stray) throw new UsageError(name === 'run' ? `--${stray} belongs to ${takersOf(stray)}` : `${name} does not take --${stray}`);
  return build(name, operands, values, cwd);
}

function takersOf(option: keyof typeof OPTIONS): string {
  const names = Object.entries(TAKES).filter(([, options]) => options.includes(option));
  return names.map(([name]) => name).join(' and ');
}

function build(name: string, operands: readonly string[], values: Values, cwd: string): Command {
  const path = (value: string): string => (isAbsolute(value) ? value : resolve(cwd, value));
  const [first, second] = operands;
  const out = path(values.out ?? 'reports/out');
  switch (name) {
    case 'run':
      return runCommand(values, out, path);
    case 'plan':
      requireOperands(name, operands, 0, '');
      return { ...runCommand(values, out, path), command: 'plan' };
    case 'resume':
      requireOperands(name, operands, 1, ' DIR');
      return { command: 'resume', dir: path(first ?? '') };
    case 'merge':
      if (operands.length === 0) throw new UsageError('usage: npm run readiness -- merge DIR…');
      return { command: 'merge', dirs: operands.map(path), out };
    case 'list':
      requireOperands(name, operands, 0, '');
      return { command: 'list', json: values.json ?? false };
    case 'verify':
      requireOperands(name, operands, 1, ' DIR');
      return { command: 'verify', dir: path(first ?? '') };
    case 'prove':
      if (values.all && values.stale) throw new UsageError('prove takes --all or --stale, not both');
      return {
        command: 'prove',
        ids: operands,
        all: values.all ?? false,
        stale: values.stale ?? false,
        out: path(values.out ?? '.local/proofs'),
      };
    case 'diff':
      requireOperands(name, operands, 2, ' A B');
      return { command: 'diff', before: path(first ?? ''), after: path(second ?? '') };
    default:
      throw new UsageError(`there is no command ${name}`);
  }
}

function runCommand(values: Values, out: string, path: (value: string) => string): RunCommand {
  const stage = oneOf('stage', STAGES, values.stage ?? 'candidate');
  const profile = oneOf('profile', ['full', 'smoke'] as const, values.profile ?? 'full');
  const only = values.only?.flatMap((value) => value.split(',')).map((id) => id.trim().toUpperCase()) ?? null;
  if (only?.some((id) => id === '')) throw new UsageError('--only takes criteria or areas, separated by commas: --only SEC-05,PERF');
  if (stage === 'launch') {
    for (const needed of ['target', 'region', 'config'] as const) {
      if (!values[needed]) throw new UsageError(`--stage launch needs --${needed}: --stage launch --target URL --region R --config FILE`);
    }
  }
  if (stage !== 'launch') {
    for (const foreign of ['target', 'region', 'armed'] as const)
      if (values[foreign]) throw new UsageError(`--${foreign} belongs to --stage launch`);
  }
  if (stage === 'candidate' && values.config) throw new UsageError('--config belongs to --stage launch or beta');
  if (values.target !== undefined && !/^https:\/\//.test(values.target))
    throw new UsageError(`--target is an https:// URL, not ${values.target}`);
  return {
    command: 'run',
    stage,
    profile,
    only: only && [...new Set(only)],
    target: values.target ?? (stage === 'beta' ? 'beta' : 'local'),
    region: values.region,
    config: values.config === undefined ? undefined : path(values.config),
    armed: values.armed ?? false,
    shard: values.shard === undefined ? undefined : parseShard(values.shard),
    out,
  };
}

function requireOperands(name: string, operands: readonly string[], count: number, usage: string): void {
  if (operands.length !== count) throw new UsageError(`usage: npm run readiness -- ${name}${usage}`);
}

function oneOf<const T extends string>(option: string, allowed: readonly T[], value: string): T {
  const found = allowed.find((one) => one === value);
  if (found === undefined) throw new UsageError(`--${option} is ${allowed.join(', ')}; not ${value}`);
  return found;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (cause) {
    const [sentence] = (cause as Error).message.split(/\. |\n/);
    throw new UsageError(`${sentence?.replace(/\.$/, '') ?? 'wrong options'}; --help lists them`, { cause });
  }
}

/** `npm run readiness --stage=launch` without `--`: npm keeps the option to itself, and we would judge something else than was asked. */
function refuseSwallowedOptions(env: Readonly<Record<string, string | undefined>>): void {
  const swallowed = Object.keys(OPTIONS).filter((name) => env[`npm_config_${name}`] !== undefined && !NPM_OWN.includes(name));
  if (swallowed.length === 0) return;
  const wanted = swallowed.map((name) => {
    const value = env[`npm_config_${name}`];
    return value === 'true' || value === '' ? `--${name}` : `--${name} ${value}`;
  });
  throw new UsageError(`npm kept ${wanted.join(' ')} to itself; write: npm run readiness -- ${wanted.join(' ')}`);
}

/** Options that npm itself has: their variables may be somebody's npm configuration. */
const NPM_OWN: readonly string[] = ['json', 'help', 'all'];
