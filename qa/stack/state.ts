import { randomBytes, randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repoRoot } from '../setup/locate.mjs';
import { isAlive } from '../setup/lock.mjs';
import { StackError } from './process.ts';

/** Everything a stack leaves on disk, never committed. */
export const localDir = join(repoRoot, '.local');
const statesDir = join(localDir, 'state');
const logsDir = join(localDir, 'logs');
const KEPT_LOGS = 10;

/** What outside tools read of a stack, in `localDir`. */
export const stackFileName = (id: string): string => `stack-${id}.json`;

export interface StackState {
  /** Names the stack, its folder and its file `.local/stack-<id>.json`. */
  readonly id: string;
  readonly dir: string;
  readonly logDir: string;
  /** Gives the folder up; without `keep` it is removed. */
  release(): Promise<void>;
}

/**
 * A folder for one stack: a new one, or with `keep` always the same one. Folders whose owner was killed before it could
 * clean up are removed first. Throws StackError when the kept folder is in use.
 */
export async function openState({ keep }: { readonly keep: boolean }): Promise<StackState> {
  await removeAbandoned();
  const id = keep ? 'kept' : `${process.pid}-${randomBytes(3).toString('hex')}`;
  const dir = join(statesDir, id);
  const ownerFile = join(dir, 'owner.pid');
  const owner = await ownerOf(dir);
  if (owner !== undefined && isAlive(owner)) {
    throw new StackError(`the kept state ${dir} is in use by process ${owner}: stop that one first, or start without --keep`);
  }
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const logDir = await newLogDir(id);
  await writeFile(ownerFile, `${process.pid}`);
  return { id, dir, logDir, release: () => rm(keep ? ownerFile : dir, { recursive: true, force: true }) };
}

/** Logs outlive the stack, as they are wanted most when it failed; those of the newest few stacks are there. */
async function newLogDir(id: string): Promise<string> {
  const logDir = join(logsDir, `${new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}-${id}`);
  await mkdir(logDir, { recursive: true, mode: 0o700 });
  const oldest = (await readdir(logsDir)).sort().slice(0, -KEPT_LOGS);
  await Promise.all(oldest.map((name) => rm(join(logsDir, name), { recursive: true, force: true })));
  return logDir;
}

async function removeAbandoned(): Promise<void> {
  if (!existsSync(statesDir)) return;
  for (const id of await readdir(statesDir)) {
    const dir = join(statesDir, id);
    const owner = await ownerOf(dir);
    if (owner === undefined || isAlive(owner)) continue;
    await rm(join(localDir, stackFileName(id)), { force: true });
    await rm(id === 'kept' ? join(dir, 'owner.pid') : dir, { recursive: true, force: true });
  }
}

async function ownerOf(dir: string): Promise<number | undefined> {
  const file = join(dir, 'owner.pid');
  return existsSync(file) ? Number(await readFile(file, 'utf8')) : undefined;
}

/** Named secrets of a state folder: random at first use, and kept beside the data they open. */
export async function secretsOf<N extends string>(dir: string, names: Readonly<Record<N, () => string>>): Promise<Record<N, string>> {
  const file = join(dir, 'secrets.json');
  const known: Record<string, string> = existsSync(file) ? JSON.parse(await readFile(file, 'utf8')) : {};
  for (const name of Object.keys(names) as N[]) known[name] ??= names[name]();
  await writeFile(file, JSON.stringify(known), { mode: 0o600 });
  return known as Record<N, string>;
}

export const randomKey = (): string => randomBytes(32).toString('base64url');

/** A password a person can copy off a screen: `kfwq-2mzt-x7ha-9dre`, 78 bits, no look-alikes. */
export function randomPassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  const group = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
  return Array.from({ length: 4 }, group).join('-');
}
