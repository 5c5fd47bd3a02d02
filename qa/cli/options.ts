import { isAbsolute, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { STAGES, type Stage } from '@transkeep/reports/contract/index.ts';
import { UsageError } from '../run/errors.ts';
import { parseShard, type Shard } from '../run/plan/shards.ts';

export const HELP = `Is this commit ready to launch? Starts the system, judges every criterion, writes a report.

  npm run readiness                                the candidate stage: this commit on this machine
  npm run readiness -- --only SEC-05,PERF          only those criteria or areas (never GO)
  npm run readiness -- --stage launch --target URL --region R --config FILE [--armed]
                                                   a deployed target; --armed allows drills
  npm run readiness -- --stage beta [--config FILE]
                                                   the running beta, from its own data
  npm run readiness -- list [--json]               the catalogue: criteria, clauses, thresholds, gates, faults
  npm run readiness -- verify DIR [--public-key FILE]
                                                   judge a saved run again, offline, from its evidence; with a key:
                                                   only when it is signed by it
  npm run readiness -- history [--json]            past runs of whole stages, and what they measured
  npm run readiness -- prove [ID…] [--all | --stale]
                                                   seeded faults: green → red for the stated reason → green; without
                                                   ID those not proven for this code yet, --all: the others, too
  npm run readiness -- diff A B                    what changed between two runs
  npm run readiness -- resume DIR                  finish a run that was interrupted or killed: only what is missing
  npm run readiness -- merge DIR…                  make one run of the shards of a run (see --shard), judged again
  npm run readiness -- plan [--only …]             which gates would run, when, how long; starts nothing
  npm run readiness -- healthy [--runs N] [--only …]
                                                   the gates that measure time N times (20) on a healthy system: 0 when
                                                   none says NO-GO and 19 of 20 are decided; goes on where it was stopped

  --profile full|smoke   smoke shortens loads and corpora, for tests of the harness itself (never GO)
  --shard i/n            run part i of n, whole gates (never GO by itself)
  --out DIR              where runs are kept (default reports/out)
  --attestations FILE    what people vouch for (default: those in --config FILE, else qa/attestations.json)
  --candidate DIR        the candidate run that a launch stands on (default: the newest GO of the commit in --out);
                         --public-key FILE: and whose signature must be on it
  --help

TRANSKEEP_SIGNING_KEY_FILE (or TRANSKEEP_SIGNING_KEY, the PEM itself) is the Ed25519 key that signs runs.

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
  readonly attestations: string | undefined;
  readonly candidate: string | undefined;
  readonly publicKey: string | undefined;
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

export interface HealthyCommand {
  readonly command: 'healthy';
  readonly runs: number;
  readonly only: readonly string[] | null;
  readonly profile: 'full' | 'smoke';
  readonly out: string;
}

export type Command =
  | RunCommand
  | (Omit<RunCommand, 'command'> & { readonly command: 'plan' })
  | { readonly command: 'resume'; readonly dir: string }
  | { readonly command: 'merge'; readonly dirs: readonly string[]; readonly out: string }
  | { readonly command: 'help' }
  | { readonly command: 'list'; readonly json: boolean }
  | { readonly command: 'verify'; readonly dir: string; readonly publicKey: string | undefined }
  | { readonly command: 'history'; readonly json: boolean; readonly out: string }
  | ProveCommand
  | HealthyCommand
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
  attestations: { type: 'string' },
  candidate: { type: 'string' },
  'public-key': { type: 'string' },
  json: { type: 'boolean' },
  all: { type: 'boolean' },
  stale: { type: 'boolean' },
  runs: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

type Values = ReturnType<typeof parse>['values'];

/** Which options each command takes. */
const TAKES: Readonly<Record<string, readonly (keyof typeof OPTIONS)[]>> = {
  run: ['only', 'stage', 'target', 'region', 'config', 'armed', 'profile', 'shard', 'out', 'attestations', 'candidate', 'public-key'],
  plan: ['only', 'stage', 'profile', 'shard', 'out'],
  list: ['json'],
  verify: ['public-key'],
  history: ['json', 'out'],
  prove: ['out', 'all', 'stale'],
  healthy: ['runs', 'only', 'profile', 'out'],
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
  if (name === 'healthy' && env.CI === 'true') throw new UsageError('healthy runs take hours and a quiet machine: they are not for CI');
  return build(name, operands, values, cwd);
}

function takersOf(option: keyof typeof OPTIONS): string {
  const names = Object.entries(TAKES).filter(([, options]) => options.includes(option));
  return names.map(([name]) => name).join(' and ');
}

function build(name: string, operands: readonly string[], values: Values, cwd: string): Command {
  const path = (value: string): string => (isAbsolute(value) ? value : resolve(cwd, value));
  const optional = (value: string | undefined): string | undefined => (value === undefined ? undefined : path(value));
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
      return { command: 'verify', dir: path(first ?? ''), publicKey: optional(values['public-key']) };
    case 'history':
      requireOperands(name, operands, 0, '');
      return { command: 'history', json: values.json ?? false, out };
    case 'prove':
      if (values.all && values.stale) throw new UsageError('prove takes --all or --stale, not both');
      return {
        command: 'prove',
        ids: operands,
        all: values.all ?? false,
        stale: values.stale ?? false,
        out: path(values.out ?? '.local/proofs'),
      };
    case 'healthy': {
      requireOperands(name, operands, 0, ' [--runs N]');
      const { only, profile } = runCommand(values, out, path);
      return { command: 'healthy', runs: runsOf(values.runs ?? '20'), only, profile, out: path(values.out ?? '.local/healthy') };
    }
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
    for (const foreign of ['target', 'region', 'armed', 'candidate', 'public-key'] as const)
      if (values[foreign]) throw new UsageError(`--${foreign} belongs to --stage launch`);
  }
  if (stage === 'candidate' && values.config) throw new UsageError('--config belongs to --stage launch or beta');
  if (values.target !== undefined && !/^https:\/\//.test(values.target))
    throw new UsageError(`--target is an https:// URL, not ${values.target}`);
  // The target stands in every report.
  if (values.target !== undefined && /^https:\/\/[^/]*@/.test(values.target))
    throw new UsageError('--target holds credentials, which would be published: give the URL without them');
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
    attestations: values.attestations === undefined ? undefined : path(values.attestations),
    candidate: values.candidate === undefined ? undefined : path(values.candidate),
    publicKey: values['public-key'] === undefined ? undefined : path(values['public-key']),
    out,
  };
}

function runsOf(value: string): number {
  if (!/^[1-9]\d{0,2}$/.test(value)) throw new UsageError(`--runs is a number from 1 to 999, not ${value}`);
  return Number(value);
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
  const configured = (name: string): string | undefined => env[`npm_config_${name.replaceAll('-', '_')}`];
  const swallowed = Object.keys(OPTIONS).filter((name) => configured(name) !== undefined && !NPM_OWN.includes(name));
  if (swallowed.length === 0) return;
  const wanted = swallowed.map((name) => {
    const value = configured(name);
    return value === 'true' || value === '' ? `--${name}` : `--${name} ${value}`;
  });
  throw new UsageError(`npm kept ${wanted.join(' ')} to itself; write: npm run readiness -- ${wanted.join(' ')}`);
}

/** Options that npm itself has: their variables may be somebody's npm configuration. */
const NPM_OWN: readonly string[] = ['json', 'help', 'all'];
