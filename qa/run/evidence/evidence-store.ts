import { createHash } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { EvidenceFile, EvidenceManifest } from '@transkeep/reports/contract/index.ts';
import { type TSchema, Type } from 'typebox';
import { Check, Errors } from 'typebox/value';
import { EvidenceError, HarnessError, oneLine } from '../errors.ts';
import { createRedactor, REWRITE_LIMIT, type Redactor } from './redaction.ts';

/** The file that is judged; every other file is raw material beside it. */
const JUDGED = 'evidence.json';
const MANIFEST = 'manifest.json';

export const gateFolder = (runDir: string, gate: string): string => join(runDir, 'evidence', gate);

/** Makes a gate's folder. Throws HarnessError when the place cannot be written. */
export async function openGateFolder(runDir: string, gate: string): Promise<void> {
  await storing(() => mkdir(gateFolder(runDir, gate), { recursive: true }));
}

/** Where no secret value is known, what looks like one is still taken out. */
const PATTERNS_ONLY = createRedactor([]);

/** Saves one raw file of a gate, without secrets. Append-only: a name that is taken is refused. */
export async function saveEvidence(
  runDir: string,
  gate: string,
  name: string,
  content: string | Uint8Array,
  redactor: Redactor = PATTERNS_ONLY,
): Promise<EvidenceFile> {
  return write(runDir, gate, name, typeof content === 'string' ? redactor.text(content) : redactor.bytes(content));
}

/** Saves a file that a tool wrote; one that is too large to be rewritten as it is. */
export async function saveEvidenceFile(
  runDir: string,
  gate: string,
  name: string,
  source: string,
  redactor: Redactor = PATTERNS_ONLY,
): Promise<EvidenceFile> {
  if ((await stat(source)).size <= REWRITE_LIMIT) return saveEvidence(runDir, gate, name, await readFile(source), redactor);
  const path = await placeFor(runDir, gate, name);
  await once(name, () => copyFile(source, path, constants.COPYFILE_EXCL));
  return { path: portable(runDir, path), sha256: await sha256OfFile(path) };
}

/** Copies a file that came with the run's inputs; one that is there already (a resumed run) stays. */
export async function saveAttached(runDir: string, folder: string, name: string, source: string): Promise<void> {
  const path = await placeFor(runDir, folder, name);
  await storing(() =>
    copyFile(source, path, constants.COPYFILE_EXCL).catch((cause: NodeJS.ErrnoException) => {
      if (cause.code !== 'EEXIST') throw cause;
    }),
  );
}

/** Saves what is judged. It is checked as it will be read back (a NaN turns into null on the way); throws EvidenceError. */
export async function saveJudged(
  runDir: string,
  gate: string,
  schema: TSchema,
  evidence: unknown,
  redactor: Redactor = PATTERNS_ONLY,
): Promise<void> {
  const text = JSON.stringify(evidence, null, 1);
  if (text === undefined) throw new EvidenceError(`the gate ${gate} gathered nothing`);
  const kept = redactor.values(text);
  checkShape(gate, schema, JSON.parse(kept));
  await write(runDir, gate, JUDGED, `${kept}\n`);
}

/** Closes a gate's folder: the manifest names every file in it with its hash. */
export async function writeManifest(runDir: string, manifest: Omit<EvidenceManifest, 'files'>): Promise<EvidenceManifest> {
  const complete: EvidenceManifest = { ...manifest, files: await filesOf(runDir, manifest.gate) };
  await storing(() => writeFile(join(gateFolder(runDir, manifest.gate), MANIFEST), `${JSON.stringify(complete, null, 1)}\n`));
  return complete;
}

const ManifestSchema = Type.Object({
  gate: Type.String(),
  startedAt: Type.String(),
  finishedAt: Type.String(),
  clockJumpMs: Type.Optional(Type.Number()),
  commands: Type.Array(Type.Object({ command: Type.String(), exitCode: Type.Union([Type.Number(), Type.Null()]) })),
  tools: Type.Record(Type.String(), Type.String()),
  files: Type.Array(Type.Object({ path: Type.String(), sha256: Type.String() })),
});

/** Reads back a gate's manifest and what it is judged by. Throws EvidenceError when a file is missing, changed or misshapen. */
export async function readJudged(
  runDir: string,
  gate: string,
  schema: TSchema,
): Promise<{ evidence: unknown; manifest: EvidenceManifest }> {
  const folder = gateFolder(runDir, gate);
  const manifest = await readJson(join(folder, MANIFEST), `${gate}/${MANIFEST}`);
  if (!Check(ManifestSchema, manifest) || manifest.gate !== gate)
    throw new EvidenceError(`${gate}/${MANIFEST} is not this gate's manifest`);
  for (const file of manifest.files) {
    if (!join(runDir, file.path).startsWith(folder + sep)) throw new EvidenceError(`${file.path} is not in the folder of ${gate}`);
    const hash = await sha256OfFile(join(runDir, file.path)).catch((cause: unknown) => {
      throw new EvidenceError(`${file.path} is missing`, { cause });
    });
    if (hash !== file.sha256) throw new EvidenceError(`${file.path} was changed after it was saved`);
  }
  if (!manifest.files.some(({ path }) => path === portable(runDir, join(folder, JUDGED)))) {
    throw new EvidenceError(`the gate ${gate} left no ${JUDGED}`);
  }
  const evidence = await readJson(join(folder, JUDGED), `${gate}/${JUDGED}`);
  checkShape(gate, schema, evidence);
  return { evidence, manifest };
}

/** Every file a gate has saved so far, in a fixed order. */
export async function filesOf(runDir: string, gate: string): Promise<EvidenceFile[]> {
  const folder = gateFolder(runDir, gate);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => path !== join(folder, MANIFEST));
  return Promise.all(paths.sort().map(async (path) => ({ path: portable(runDir, path), sha256: await sha256OfFile(path) })));
}

export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array);
  return hash.digest('hex');
}

/** Errors of the disk are the harness's own: no gate can help them, and the run cannot go on. */
export async function storing<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? '';
    const advice = ADVICE[code];
    if (advice) throw new HarnessError(`cannot write evidence: ${advice} (${oneLine(cause)})`, { cause });
    throw cause;
  }
}

const ADVICE: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full; make room or choose another place with --out',
  EDQUOT: 'the disk quota is used up; make room or choose another place with --out',
  EROFS: 'the file system is read-only; choose another place with --out',
  EACCES: 'no permission; choose another place with --out',
  EPERM: 'not permitted; choose another place with --out',
  ENOTDIR: 'a file is in the way; choose another place with --out',
  EEXIST: 'a file is in the way; choose another place with --out',
  EIO: 'the disk fails',
};

async function write(runDir: string, gate: string, name: string, content: string | Uint8Array): Promise<EvidenceFile> {
  const path = await placeFor(runDir, gate, name);
  await once(name, () => writeFile(path, content, { flag: 'wx' }));
  return { path: portable(runDir, path), sha256: createHash('sha256').update(content).digest('hex') };
}

/** Evidence that is there is never written over. */
async function once(name: string, write: () => Promise<void>): Promise<void> {
  await storing(() =>
    write().catch((cause: NodeJS.ErrnoException) => {
      throw cause.code === 'EEXIST' ? new EvidenceError(`evidence called ${name} was saved already`, { cause }) : cause;
    }),
  );
}

async function placeFor(runDir: string, gate: string, name: string): Promise<string> {
  const folder = gateFolder(runDir, gate);
  const path = join(folder, name);
  if (!path.startsWith(folder + sep) || path === join(folder, MANIFEST)) throw new EvidenceError(`evidence cannot be called ${name}`);
  await storing(() => mkdir(dirname(path), { recursive: true }));
  return path;
}

function checkShape(gate: string, schema: TSchema, evidence: unknown): void {
  if (Check(schema, evidence)) return;
  const [error] = Errors(schema, evidence);
  throw new EvidenceError(
    `the evidence of ${gate} is misshapen: ${error?.instancePath || '/'} ${error?.message ?? 'does not match its schema'}`,
  );
}

async function readJson(path: string, name: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new EvidenceError(`${name} is missing`, { cause });
  });
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new EvidenceError(`${name} is not JSON`, { cause });
  }
}

function portable(runDir: string, path: string): string {
  return relative(runDir, path).split(sep).join('/');
}
