import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, realpath, symlink } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** What a checkout holds that is made from it, is huge, or is git's own. A build of the web app is taken along: its stamp tells whether it is stale. */
const LEFT_OUT = /^(?:node_modules|\.local|\.git|coverage|reports\/out)$|(?:^|\/)(?:node_modules|cdk\.out)$/;

/**
 * Copies a checkout as it stands on disk, uncommitted changes included, into a new folder that works by itself: packages are links, those of the
 * workspaces into the copy, and git's history is shared. Takes a few seconds at most. Nothing done in the copy reaches the original.
 */
export async function copyCheckout(from: string, to: string): Promise<void> {
  if (existsSync(join(from, '.git'))) {
    await git(from, 'clone', '--quiet', '--shared', '--no-checkout', from, to);
    await git(to, 'read-tree', 'HEAD');
  }
  await cp(from, to, { recursive: true, filter: (path) => !LEFT_OUT.test(relative(from, path).split(sep).join('/')) });
  await linkPackages(from, to);
}

/** Commits what was edited in a copy; with `undone`, a second commit puts it back as it was. */
export async function commitEdits(copy: string, files: readonly string[], fate: 'kept' | 'undone'): Promise<void> {
  const commit = () =>
    git(copy, '-c', 'user.name=A fault', '-c', 'user.email=fault@example.org', 'commit', '--quiet', '-m', 'Seeded fault');
  // What is being worked on is no part of the fault: the index holds HEAD, so only these files are committed.
  await git(copy, 'add', '--', ...files);
  await commit();
  if (fate === 'kept') return;
  await git(copy, 'checkout', '--quiet', 'HEAD~1', '--', ...files);
  await commit();
}

async function git(cwd: string, ...args: string[]): Promise<void> {
  await execute('git', args, { cwd });
}

async function linkPackages(from: string, to: string): Promise<void> {
  const [source, target] = [join(from, 'node_modules'), join(to, 'node_modules')];
  const entries = await readdir(source);
  const names = await Promise.all(
    entries.map(async (name) => (name.startsWith('@') ? (await readdir(join(source, name))).map((part) => join(name, part)) : [name])),
  );
  await mkdir(target);
  for (const scope of entries.filter((name) => name.startsWith('@'))) await mkdir(join(target, scope));
  await Promise.all(
    names.flat().map(async (name) => {
      const real = await realpath(join(source, name));
      const inside = relative(from, real);
      const isWorkspace = !inside.startsWith('..') && !inside.split(sep).includes('node_modules');
      await symlink(isWorkspace ? join(to, inside) : real, join(target, name));
    }),
  );
}
