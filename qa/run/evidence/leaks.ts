import { createReadStream } from 'node:fs';
import { open, readdir, readFile, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { unzip } from './redaction.ts';
import { type Secret, spellings } from './secrets.ts';

/** Zip files that inflate to more are not looked into. Bytes. */
const ZIP_LIMIT = 256 * 1024 * 1024;

export interface Leak {
  /** From the searched folder on. */
  readonly file: string;
  /** What was found, never the value. */
  readonly what: string;
}

/**
 * Searches every file below a folder for secrets, byte by byte and inside gzip and zip, and deletes those that hold one: redaction is supposed to have
 * taken them all out, and this proves it. Not looked into: pixels, compressed streams inside PDF and PNG, archives inside archives.
 */
export async function deleteLeaks(folder: string, secrets: readonly Secret[]): Promise<Leak[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const leaks: Leak[] = [];
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const found = await secretIn(path, secrets);
    if (!found) continue;
    await rm(path);
    leaks.push({ file: relative(folder, path), what: found.what });
  }
  return leaks;
}

async function secretIn(path: string, secrets: readonly Secret[]): Promise<Secret | undefined> {
  const raw = new Search(secrets);
  await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), raw.sink);
  if (raw.found) return raw.found;
  const magic = await firstBytes(path);
  if (magic.readUInt16BE() === 0x1f8b) {
    const inflated = new Search(secrets);
    // A damaged end hides nothing that a reader could get at.
    await pipeline(createReadStream(path), createGunzip(), inflated.sink).catch(() => undefined);
    return inflated.found;
  }
  if (magic.toString('latin1') !== 'PK') return undefined;
  for (const content of Object.values(unzip(await readFile(path), ZIP_LIMIT) ?? {})) {
    const inflated = new Search(secrets);
    inflated.add(content);
    if (inflated.found) return inflated.found;
  }
  return undefined;
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    return (await file.read(Buffer.alloc(2), 0, 2, 0)).buffer;
  } finally {
    await file.close();
  }
}

/** Searches a stream for any of the secrets, also across the borders of its chunks. */
class Search {
  readonly #needles: readonly { readonly secret: Secret; readonly bytes: Buffer }[];
  readonly #overlap: number;
  #tail = Buffer.alloc(0);
  found: Secret | undefined;

  constructor(secrets: readonly Secret[]) {
    this.#needles = secrets.flatMap((secret) => spellings(secret).map((spelling) => ({ secret, bytes: Buffer.from(spelling) })));
    this.#overlap = Math.max(1, ...this.#needles.map(({ bytes }) => bytes.length)) - 1;
  }

  add(chunk: Uint8Array): void {
    if (this.found) return;
    const window = Buffer.concat([this.#tail, chunk]);
    this.found = this.#needles.find(({ bytes }) => window.includes(bytes))?.secret;
    this.#tail = window.subarray(Math.max(0, window.length - this.#overlap));
  }

  readonly sink = async (source: AsyncIterable<Uint8Array>): Promise<void> => {
    for await (const chunk of source) this.add(chunk);
  };
}
