import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UsageError } from '../run/errors.ts';
import { parseCommand } from './options.ts';

const parse = (line: string, env = {}) => parseCommand(line === '' ? [] : line.split(' '), env, '/here');

describe('commands', () => {
  test('nothing at all is the candidate stage, whole', () => {
    expect(parse('')).toEqual({
      command: 'run',
      stage: 'candidate',
      profile: 'full',
      only: null,
      target: 'local',
      region: undefined,
      config: undefined,
      armed: false,
      shard: undefined,
      attestations: undefined,
      candidate: undefined,
      publicKey: undefined,
      out: '/here/reports/out',
    });
  });

  test('criteria are chosen by ids and areas, in any case, once each', () => {
    expect(parse('--only sec-05,PERF --only PERF')).toMatchObject({ only: ['SEC-05', 'PERF'] });
  });

  test('launch and beta', () => {
    expect(parse('--stage launch --target https://x.example --region eu-west-1 --config c.json --armed')).toMatchObject({
      stage: 'launch',
      target: 'https://x.example',
      config: '/here/c.json',
      armed: true,
    });
    expect(
      parse('--stage launch --target https://x --region r --config c --candidate out/1 --public-key k --attestations a.json'),
    ).toMatchObject({
      candidate: '/here/out/1',
      publicKey: '/here/k',
      attestations: '/here/a.json',
    });
    expect(parse('--stage beta')).toMatchObject({ stage: 'beta', target: 'beta' });
  });

  test('list, verify, prove, diff, resume, merge, shards, plan, healthy, help', () => {
    expect(parse('list --json')).toEqual({ command: 'list', json: true });
    expect(parse('verify out/1')).toEqual({ command: 'verify', dir: '/here/out/1', publicKey: undefined });
    expect(parse('verify /1 --public-key k.pem')).toEqual({ command: 'verify', dir: '/1', publicKey: '/here/k.pem' });
    expect(parse('history --json')).toEqual({ command: 'history', json: true, out: '/here/reports/out' });
    const prove = { command: 'prove', ids: [], all: false, stale: false, out: '/here/.local/proofs' };
    expect(parse('prove SEC-05 PERF-02')).toEqual({ ...prove, ids: ['SEC-05', 'PERF-02'] });
    expect(parse('prove --all')).toEqual({ ...prove, all: true });
    expect(parse('prove SEC --stale')).toEqual({ ...prove, ids: ['SEC'], stale: true });
    expect(() => parse('prove --all --stale')).toThrow('prove takes --all or --stale, not both');
    expect(parse('diff a /b')).toEqual({ command: 'diff', before: '/here/a', after: '/b' });
    expect(parse('resume out/1')).toEqual({ command: 'resume', dir: '/here/out/1' });
    expect(parse('merge a /b c')).toEqual({ command: 'merge', dirs: ['/here/a', '/b', '/here/c'], out: '/here/reports/out' });
    expect(parse('--shard 2/3')).toMatchObject({ command: 'run', shard: { index: 2, of: 3 } });
    expect(parse('plan --only PERF --shard 1/2')).toMatchObject({ command: 'plan', only: ['PERF'], shard: { index: 1, of: 2 } });
    expect(parse('healthy')).toEqual({ command: 'healthy', runs: 20, only: null, profile: 'full', out: '/here/.local/healthy' });
    expect(parse('healthy --runs 3 --only PERF-02 --out h')).toMatchObject({ runs: 3, only: ['PERF-02'], out: '/here/h' });
    expect(() => parse('healthy', { CI: 'true' })).toThrow('healthy runs take hours and a quiet machine: they are not for CI');
    expect(parse('verify --help')).toEqual({ command: 'help' });
  });
});

describe('what is wrong is said in one line', () => {
  test.each([
    ['--onyl SEC-05', "Unknown option '--onyl'"],
    ['--only', "Option '--only <value>' argument missing"],
    ['--only ,', '--only takes criteria or areas'],
    [
      'SEC-05',
      'there is no command SEC-05; commands are plan, list, verify, history, prove, healthy, diff, merge, resume (criteria are chosen with --only)',
    ],
    ['run', 'there is no command run'],
    ['--stage production', '--stage is candidate, launch, beta; not production'],
    ['--profile tiny', '--profile is full, smoke; not tiny'],
    ['--stage launch', '--stage launch needs --target'],
    ['--stage launch --target https://x --region r', '--stage launch needs --config'],
    ['--stage launch --target http://x --region r --config c', '--target is an https:// URL'],
    ['--stage launch --target https://u:p@x --region r --config c', '--target holds credentials'],
    ['--target https://x', '--target belongs to --stage launch'],
    ['--armed', '--armed belongs to --stage launch'],
    ['--candidate d', '--candidate belongs to --stage launch'],
    ['--public-key k', '--public-key belongs to --stage launch'],
    ['history x', 'usage: npm run readiness -- history'],
    ['history --only PERF', 'history does not take --only'],
    ['--config c', '--config belongs to --stage launch or beta'],
    ['--json', '--json belongs to list'],
    ['verify', 'usage: npm run readiness -- verify DIR'],
    ['diff a', 'usage: npm run readiness -- diff A B'],
    ['list PERF', 'usage: npm run readiness -- list'],
    ['verify x --only PERF', 'verify does not take --only'],
    ['merge', 'usage: npm run readiness -- merge DIR…'],
    ['merge a --shard 1/2', 'merge does not take --shard'],
    ['resume', 'usage: npm run readiness -- resume DIR'],
    ['resume a b', 'usage: npm run readiness -- resume DIR'],
    ['resume a --only PERF', 'resume does not take --only'],
    ['plan PERF', 'usage: npm run readiness -- plan'],
    ['--shard 0/3', '--shard is i/n with 1 ≤ i ≤ n ≤ 64, as in 2/3; not 0/3'],
    ['--shard 4/3', '--shard is i/n'],
    ['--shard 1/65', '--shard is i/n'],
    ['--shard 1/999999999999', '--shard is i/n'],
    ['--shard 2', '--shard is i/n'],
    ['--stale', '--stale belongs to prove'],
    ['--runs 3', '--runs belongs to healthy'],
    ['healthy --runs 0', '--runs is a number from 1 to 999, not 0'],
    ['healthy --runs many', '--runs is a number from 1 to 999'],
    ['healthy --runs 1e9', '--runs is a number from 1 to 999'],
    ['healthy PERF', 'usage: npm run readiness -- healthy [--runs N]'],
    ['healthy --stage launch', 'healthy does not take --stage'],
  ])('%s', (line, message) => {
    expect(() => parse(line)).toThrow(UsageError);
    expect(() => parse(line)).toThrow(message);
    try {
      parse(line);
    } catch (error) {
      expect((error as Error).message).not.toContain('\n');
    }
  });

  test.each([
    [{ npm_config_stage: 'launch' }, 'npm kept --stage launch to itself; write: npm run readiness -- --stage launch'],
    [{ npm_config_shard: '2/3' }, 'npm kept --shard 2/3 to itself; write: npm run readiness -- --shard 2/3'],
    [{ npm_config_only: 'SEC', npm_config_armed: 'true' }, 'write: npm run readiness -- --only SEC --armed'],
  ])('an option that npm swallowed: %j', (env, message) => {
    expect(() => parse('', env)).toThrow(message);
  });

  test('npm’s own configuration is none of ours', () => {
    expect(parse('', { npm_config_json: 'true', npm_config_cache: '/c', npm_config_user_agent: 'npm' })).toMatchObject({ command: 'run' });
  });
});

describe('the command itself', () => {
  const readiness = (args: string[], env: Record<string, string> = {}) =>
    new Promise<{ code: unknown; stdout: string; stderr: string }>((done) => {
      execFile(
        process.execPath,
        [join(import.meta.dirname, 'main.ts'), ...args],
        { cwd: resolve(import.meta.dirname, '../..'), env: { ...process.env, ...env } },
        (error, stdout, stderr) => done({ code: error?.code ?? 0, stdout, stderr }),
      );
    });

  test.each([
    [['--onyl', 'SEC-05'], {}, "readiness: Unknown option '--onyl'; --help lists them\n"],
    [
      ['--only', 'SEC-5'],
      {},
      'readiness: there is no criterion SEC-5; areas are DEP, PERF, SEC, QA, BETA, ids look like SEC-05, `npm run readiness -- list` shows all\n',
    ],
    [[], { npm_config_stage: 'beta' }, 'readiness: npm kept --stage beta to itself; write: npm run readiness -- --stage beta\n'],
  ])('%j: exit 4, one line on stderr, nothing on stdout', async (args, env, stderr) => {
    expect(await readiness(args, env)).toEqual({ code: 4, stdout: '', stderr });
  });

  test('a folder that is no run: exit 3', async () => {
    const { code, stderr } = await readiness(['verify', '/nowhere']);
    expect(code).toBe(3);
    expect(stderr).toBe('readiness: /nowhere/SHA256SUMS is missing: this is no saved run, or it was not finished\n');
  });

  test.each([
    [['resume', '/nowhere'], 4, 'readiness: /nowhere is no run that can be resumed: it has no opening.json\n'],
    [['merge', '/nowhere'], 3, 'readiness: /nowhere: /nowhere/SHA256SUMS is missing: this is no saved run, or it was not finished\n'],
    [['--shard', '3/2'], 4, 'readiness: --shard is i/n with 1 ≤ i ≤ n ≤ 64, as in 2/3; not 3/2\n'],
    [['plan', '--only', 'SEC-5'], 4, expect.stringMatching(/^readiness: there is no criterion SEC-5[^\n]*\n$/)],
  ])('%j: exit code %d, one line', async (args, code, stderr) => {
    expect(await readiness(args)).toEqual({ code, stdout: '', stderr });
  });

  test('plan says when each gate would start, and starts nothing', async () => {
    const { code, stdout } = await readiness(['plan', '--out', '/nowhere']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ +0:00 – +\d+:\d\d {2}\S/);
    expect(stdout).toMatch(/load-200-users +alone/);
    expect(stdout).toMatch(/× its critical path/);
  });

  test('--help and list answer on stdout', async () => {
    const help = await readiness(['--help']);
    expect(help).toMatchObject({ code: 0, stderr: '' });
    expect(help.stdout).toContain('Exit codes: 0 GO');
    const list = await readiness(['list', '--json']);
    expect(JSON.parse(list.stdout)).toHaveLength(64);
  });
});
