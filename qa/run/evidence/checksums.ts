import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { EvidenceError } from '../errors.ts';
import { sha256OfFile, storing } from './evidence-store.ts';

/** The hashes of every file of a run. */
export const SUMS = 'SHA256SUMS';
/** The signature over the sums; the only file beside them that they cannot name. */
export const ENVELOPE = 'attestation.dsse.json';
/** The public half of the key that signed. */
export const PUBLIC_KEY = 'signing-key.pem';

/** Writes the hashes of every file of a run, in the format of `sha256sum` (`sha256sum -c SHA256SUMS` checks it without us), after `sign` has seen them. */
export async function writeChecksums(runDir: string, sign?: (sums: string) => Promise<void>): Promise<void> {
  // Renamed into place: a run with sums is finished, whenever the process may be killed.
  const fresh = join(runDir, `${SUMS}.new`);
  await rm(fresh, { force: true });
  const lines = await Promise.all((await filesIn(runDir)).map(async (path) => `${await sha256OfFile(join(runDir, path))}  ${path}\n`));
  const sums = lines.join('');
  await sign?.(sums);
  await storing(() => writeFile(fresh, sums, { flush: true }));
  await storing(() => rename(fresh, join(runDir, SUMS)));
}

/** Throws EvidenceError naming the first file that is missing, changed or new since the run was saved. */
export async function checkChecksums(runDir: string): Promise<void> {
  const text = await readFile(join(runDir, SUMS), 'utf8').catch((cause: unknown) => {
    throw new EvidenceError(`${join(runDir, SUMS)} is missing: this is no saved run, or it was not finished`, { cause });
  });
  const known = new Map<string, string>();
  for (const line of text.split('\n').filter((one) => one !== '')) {
    const [, hash, path] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
    if (!hash || !path) throw new EvidenceError(`${SUMS} was changed: «${line.slice(0, 80)}» is no line of it`);
    known.set(path, hash);
  }
  const present = new Set(await filesIn(runDir));
  for (const [path, hash] of known) {
    if (!present.has(path)) throw new EvidenceError(`${path} is missing`);
    if ((await sha256OfFile(join(runDir, path))) !== hash) throw new EvidenceError(`${path} was changed after the run`);
  }
  for (const path of present) if (!known.has(path)) throw new EvidenceError(`${path} was added after the run`);
}

async function filesIn(runDir: string): Promise<string[]> {
  const entries = await readdir(runDir, { recursive: true, withFileTypes: true });
  const pathOf = (entry: (typeof entries)[number]): string => relative(runDir, join(entry.parentPath, entry.name)).split(sep).join('/');
  // A link would be followed to what no sum covers.
  const strange = entries.find((entry) => !entry.isFile() && !entry.isDirectory());
  if (strange) throw new EvidenceError(`${pathOf(strange)} is neither a file nor a folder`);
  return entries
    .filter((entry) => entry.isFile())
    .map(pathOf)
    .filter((path) => path !== SUMS && path !== ENVELOPE)
    .sort();
}
