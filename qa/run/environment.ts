import { execFile } from 'node:child_process';
import { arch, cpus, release, totalmem } from 'node:os';
import { promisify } from 'node:util';
import type { Tool } from '@transkeep/reports/contract/index.ts';
import { goTools } from '../setup/locate.mjs';

const execute = promisify(execFile);

export interface Commit {
  /** `unknown` without git or outside a checkout: such a run is never GO. */
  readonly commit: string;
  readonly dirty: boolean;
}

export async function readCommit(repoRoot: string): Promise<Commit> {
  try {
    const { stdout: commit } = await execute('git', ['rev-parse', 'HEAD'], { cwd: repoRoot });
    const { stdout: changes } = await execute('git', ['status', '--porcelain', '--untracked-files=all'], {
      cwd: repoRoot,
      maxBuffer: 64 * 1024 * 1024,
    });
    return { commit: commit.trim(), dirty: changes.trim() !== '' };
  } catch {
    // No git, no checkout, no commit: all the same to a verdict, which says «unknown» and caps itself.
    return { commit: 'unknown', dirty: true };
  }
}

/** What stands for the version of a tool that names none. */
export const UNSAID = 'version not said';

const VERSION_ARGUMENTS: Readonly<Record<Tool, readonly string[]>> = {
  chromium: ['--version'],
  'redis-server': ['--version'],
  apertium: ['-V'],
  k6: ['version'],
  versitygw: ['--version'],
  caddy: ['version'],
  git: ['--version'],
  poppler: ['-v'],
  qpdf: ['--version'],
  go: ['version'],
};

/** Versions of Node and of every tool that is here, as each tool says them itself. */
export async function toolVersions(tools: Readonly<Partial<Record<Tool, string>>>): Promise<Record<string, string>> {
  const found = Object.entries(tools) as [Tool, string][];
  const versions = await Promise.all(found.map(async ([name, path]) => [name, await versionOf(name, path)] as const));
  return { node: process.version, ...Object.fromEntries(versions) };
}

async function versionOf(name: Tool, path: string): Promise<string> {
  const said = await execute(path, [...VERSION_ARGUMENTS[name]], { timeout: 10_000 }).then(
    ({ stdout, stderr }) => `${stdout}\n${stderr}`,
    () => '',
  );
  return /\d+\.\d+(\.\d+)*/.exec(said)?.[0] ?? pinnedVersion(path) ?? UNSAID;
}

/** caddy and versitygw, built from their modules, do not know their own version; the lock file they were built from does. */
function pinnedVersion(path: string): string | undefined {
  return goTools().find(({ cached }) => cached === path)?.version;
}

/** The machine, as far as figures depend on it. */
export function machine(): Record<string, string> {
  const [first] = cpus();
  return {
    os: `${process.platform} ${release()} ${arch()}`,
    cpus: `${cpus().length} × ${first?.model.trim() ?? 'unknown'}`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
  };
}
