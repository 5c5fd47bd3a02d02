import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { applyEdits, FaultOutdatedError } from './apply-edits.ts';
import { commitEdits, copyCheckout } from './checkout-copy.ts';

let folder: string;
let [original, copy] = ['', ''];
const git = (cwd: string, ...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.org', ...args], { cwd, encoding: 'utf8' }).trim();

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'copy-')));
  [original, copy] = [join(folder, 'original'), join(folder, 'copy')];
  for (const dir of ['app', 'node_modules/@transkeep', 'node_modules/left-pad', 'reports/out/run', '.local']) {
    await mkdir(join(original, dir), { recursive: true });
  }
  await writeFile(join(original, 'app/a.ts'), 'one two');
  await writeFile(join(original, '.gitignore'), 'node_modules/\n.local/\nreports/out/\n');
  await symlink('../../app', join(original, 'node_modules/@transkeep/app'));
  git(original, 'init', '--quiet');
  git(original, 'add', '.');
  git(original, 'commit', '--quiet', '-m', 'first');
  await writeFile(join(original, 'app/a.ts'), 'one two three');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('a copy holds what is on disk, its packages are links and its workspaces its own', async () => {
  await copyCheckout(original, copy);
  expect(await readFile(join(copy, 'app/a.ts'), 'utf8')).toBe('one two three');
  expect(await realpath(join(copy, 'node_modules/@transkeep/app'))).toBe(join(copy, 'app'));
  expect(await realpath(join(copy, 'node_modules/left-pad'))).toBe(join(original, 'node_modules/left-pad'));
  expect([existsSync(join(copy, '.local')), existsSync(join(copy, 'reports/out'))]).toEqual([false, false]);
  expect([git(copy, 'rev-parse', 'HEAD'), git(copy, 'status', '--porcelain')]).toEqual([git(original, 'rev-parse', 'HEAD'), 'M app/a.ts']);
});

test('edits stay in the copy, and a copy of a copy is as good', async () => {
  await copyCheckout(original, copy);
  const second = join(folder, 'second');
  await copyCheckout(copy, second);
  await applyEdits([{ file: 'app/a.ts', find: 'two', replace: '2' }], second);
  expect(await readFile(join(second, 'app/a.ts'), 'utf8')).toBe('one 2 three');
  expect(await realpath(join(second, 'node_modules/@transkeep/app'))).toBe(join(second, 'app'));
  expect(await readFile(join(original, 'app/a.ts'), 'utf8')).toBe('one two three');
});

test.each([
  ['kept', '1 three', 1],
  ['undone', 'one two', 2],
] as const)('a fault of the history is committed and %s', async (fate, text, commits) => {
  await copyCheckout(original, copy);
  await applyEdits([{ file: 'app/a.ts', find: 'one two', replace: '1' }], copy);
  await commitEdits(copy, ['app/a.ts'], fate);
  expect(await readFile(join(copy, 'app/a.ts'), 'utf8')).toBe(text);
  expect(Number(git(copy, 'rev-list', '--count', 'HEAD'))).toBe(1 + commits);
  expect(git(copy, 'log', '-p')).toContain('+1 three');
  expect(git(original, 'rev-list', '--count', 'HEAD')).toBe('1');
});

test.each([
  [{ file: 'app/a.ts', find: 'four', replace: '' }, 'the text to replace occurs 0 times in app/a.ts, not once: «four»'],
  [{ file: 'app/a.ts', find: 'o', replace: '' }, 'the text to replace occurs 2 times in app/a.ts'],
  [{ file: 'app/b.ts', find: 'o', replace: '' }, 'app/b.ts is not there'],
])('a fault whose target has moved is outdated: %o', async (edit, message) => {
  await expect(applyEdits([edit], original)).rejects.toThrow(message);
  await expect(applyEdits([edit], original)).rejects.toThrow(FaultOutdatedError);
});
