import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { PageRange } from '../types.ts';

const run = promisify(execFile);
const LIMIT_MS = 120_000;
const MOST_BYTES = 512 * 1024 * 1024;

/** One page as RGB, three bytes a pixel, rows from the top. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** A PDF that poppler's programs can read. Poppler shares no code with the engine: what both see is there. */
export class PopplerFile {
  readonly #path: string;
  readonly #password: readonly string[];

  private constructor(path: string, password: string | undefined) {
    this.#path = path;
    this.#password = password === undefined ? [] : ['-upw', password];
  }

  /** Hands `use` the documents as files in a folder of their own, which is removed afterwards. */
  static async open<T>(
    documents: readonly { pdf: Uint8Array; password?: string | undefined }[],
    use: (files: PopplerFile[]) => Promise<T>,
  ): Promise<T> {
    const folder = await mkdtemp(join(tmpdir(), 'transkeep-fidelity-'));
    try {
      const files = documents.map(({ password }, i) => new PopplerFile(join(folder, `${i}.pdf`), password));
      await Promise.all(documents.map(({ pdf }, i) => writeFile(join(folder, `${i}.pdf`), pdf)));
      return await use(files);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** Pages (from 1, the last included) at 72 dpi, so that a pixel is a point. */
  async rasters({ from, to }: PageRange): Promise<Raster[]> {
    const args = ['-r', '72', '-cropbox', '-f', String(from), '-l', String(to), ...this.#password, this.#path];
    const { stdout } = await run('pdftoppm', args, { encoding: 'buffer', maxBuffer: MOST_BYTES, timeout: LIMIT_MS });
    const drawn = parsePpms(stdout);
    if (drawn.length !== to - from + 1) throw new Error(`pdftoppm drew ${drawn.length} of the pages ${from} to ${to}`);
    return drawn;
  }

  async text(): Promise<string> {
    const args = ['-enc', 'UTF-8', ...this.#password, this.#path, '-'];
    const { stdout } = await run('pdftotext', args, { maxBuffer: MOST_BYTES, timeout: LIMIT_MS });
    return stdout;
  }
}

/** Are poppler's programs on this machine? */
export async function hasPoppler(): Promise<boolean> {
  try {
    await Promise.all([run('pdftoppm', ['-v']), run('pdftotext', ['-v'])]);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/** Binary PPMs (P6), one after another. */
export function parsePpms(bytes: Uint8Array): Raster[] {
  const rasters: Raster[] = [];
  for (let rest = bytes; rest.length > 0; ) {
    const header = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(Buffer.from(rest.subarray(0, 64)).toString('latin1'));
    if (!header) throw new Error('not a binary PPM');
    const [width, height] = [Number(header[1]), Number(header[2])];
    const end = header[0].length + width * height * 3;
    if (rest.length < end) throw new Error('PPM cut short');
    rasters.push({ width, height, pixels: rest.subarray(header[0].length, end) });
    rest = rest.subarray(end);
  }
  return rasters;
}
