import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { GatherContext } from '@transkeep/reports/contract/index.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SecretScanner } from '../../material/secret-scanner.ts';
import { scanHistory } from './scan-history.ts';

let root: string;
const git = async (...args: string[]) => {
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@transkeep.test', '-c', 'commit.gpgsign=false'];
  const { stdout, stderr } = await promisify(execFile)('git', [...identity, ...args], { cwd: root });
  return { exitCode: 0, stdout, stderr };
};
const context = {
  run: (_command: string, args: readonly string[]) => git(...args),
  signal: new AbortController().signal,
} as unknown as GatherContext;

/** Takes every line for a secret, and its text for the fingerprint. */
const everyLine: SecretScanner = {
  scan: async (where, content) =>
    content
      .split('\n')
      .map((fingerprint, index) => ({ where: where.slice(where.indexOf(':') + 1), line: index + 1, rule: '', fingerprint })),
};

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'scan-history-'));
  await git('init', '-q');
});
afterAll(() => rm(root, { recursive: true, force: true }));

test('scans what any file ever held, however git writes its name', async () => {
  const names = ['plain.txt', 'with space.txt', 'say "hi".txt', 'back\\slash.txt', 'tab\there.txt', 'contraseña.txt'];
  for (const name of names) await writeFile(join(root, name), `of ${name}\n`);
  await git('add', '.');
  await git('commit', '-q', '-m', 'with secrets');
  for (const name of names) await rm(join(root, name));
  await git('commit', '-q', '-a', '-m', 'without');

  const { commits, scannedCommits, addedLines, findings } = await scanHistory(context, everyLine, root);
  expect({ commits, scannedCommits, addedLines }).toEqual({ commits: 2, scannedCommits: 2, addedLines: names.length });
  expect(findings.map(({ fingerprint }) => fingerprint).sort()).toEqual(names.map((name) => `of ${name}`).sort());
  expect(findings.map(({ where }) => where)).toEqual(expect.arrayContaining(['with space.txt', 'say \\"hi\\".txt', 'contraseña.txt']));
});

test('takes no added line for a file name, and scans what replaces a link', async () => {
  await writeFile(join(root, 'patch.txt'), '++ b/another\nafter it\n');
  await symlink('patch.txt', join(root, 'link'));
  await git('add', '.');
  await git('commit', '-q', '-m', 'a line like a header');
  await rm(join(root, 'link'));
  await writeFile(join(root, 'link'), 'no link any more\n');
  await git('commit', '-q', '-a', '-m', 'a file in place of the link');

  const { findings } = await scanHistory(context, everyLine, root);
  expect(findings).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ where: 'patch.txt', fingerprint: '++ b/another' }),
      expect.objectContaining({ where: 'patch.txt', fingerprint: 'after it' }),
      expect.objectContaining({ where: 'link', fingerprint: 'no link any more' }),
    ]),
  );
});

test('scans what follows a lone carriage return', async () => {
  await writeFile(join(root, 'progress.txt'), 'ten per cent\rtwenty per cent\n');
  await git('add', '.');
  await git('commit', '-q', '-m', 'a line that a terminal would overwrite');

  const { findings } = await scanHistory(context, everyLine, root);
  expect(findings).toContainEqual(expect.objectContaining({ where: 'progress.txt', fingerprint: 'ten per cent\rtwenty per cent' }));
});
