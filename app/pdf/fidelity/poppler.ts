import { type ExecFileException, execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { PageRange } from '../types.ts';

const run = promisify(execFile);
const LIMIT_MS = 120_000;
const MOST_MB = 512;

/** One page as RGB, three bytes a pixel, rows from the top. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** Poppler is not there, or could not read or draw a document. The message is one line. */
export class PopplerFailure extends Error {
  override readonly name = 'PopplerFailure';
}

/** A PDF that poppler's programs can read. Poppler shares no code with the engine: what both see is there. All throw `PopplerFailure`. */
export class PopplerFile {
  readonly #path: string;
  readonly #password: readonly string[];

  private constructor(path: string, password: string | undefined) {
    this.#path = path;
    // Whose password it is nobody has said: poppler tries the owner's first, then the user's.
    this.#password = password === undefined ? [] : ['-opw', password, '-upw', password];
  }

  /** Hands `use` the documents as files in a folder of their own, which is removed afterwards. */
  static async open<T>(
    documents: readonly { pdf: Uint8Array; password?: string | undefined }[],
    use: (files: PopplerFile[]) => Promise<T>,
  ): Promise<T> {
    const folder = await mkdtemp(join(tmpdir(), 'transkeep-fidelity-')).catch(unwritable);
    try {
      const files = documents.map(({ password }, i) => new PopplerFile(join(folder, `${i}.pdf`), password));
      await Promise.all(documents.map(({ pdf }, i) => writeFile(join(folder, `${i}.pdf`), pdf))).catch(unwritable);
      return await use(files);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** Pages (from 1, the last included); at 72 dpi a pixel is a point. */
  async rasters({ from, to }: PageRange, dpi = 72): Promise<Raster[]> {
    const pages = ['-f', String(from), '-l', String(to)];
    const drawn = parsePpms(await output('pdftoppm', ['-r', String(dpi), '-cropbox', ...pages, ...this.#password, this.#path]));
    if (drawn.length !== to - from + 1) throw new PopplerFailure(`pdftoppm drew ${drawn.length} of the pages ${from} to ${to}`);
    return drawn;
  }

  /** The text of each page. */
  async pages(): Promise<string[]> {
    return (await this.text()).split('\f').slice(0, -1);
  }

  async text(): Promise<string> {
    return (await output('pdftotext', ['-enc', 'UTF-8', ...this.#password, this.#path, '-'])).toString('utf8');
  }
}

/** What a program writes to stdout. */
async function output(program: string, args: readonly string[]): Promise<Buffer> {
  try {
    const { stdout } = await run(program, args, { encoding: 'buffer', maxBuffer: MOST_MB * 1024 * 1024, timeout: LIMIT_MS });
    return stdout;
  } catch (error) {
    // Not as the cause: its message is the whole command, and the password in it.
    throw new PopplerFailure(`${program} ${whyNot(error as ExecFileException)}`);
  }
}

function whyNot({ code, killed, signal, stderr = '' }: ExecFileException): string {
  if (String(code) === 'ENOENT') return 'is missing (install poppler-utils)';
  if (String(code) === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') return `wrote more than ${MOST_MB} MB`;
  if (killed) return `took longer than ${LIMIT_MS / 1000} s`;
  const [complaint] = String(stderr).split('\n');
  return `failed (${signal ?? code})${complaint && `: ${complaint}`}`;
}

function unwritable(cause: Error): never {
  throw new PopplerFailure(`no files could be made for poppler: ${cause.message}`, { cause });
}

/** Binary PPMs (P6), one after another. */
export function parsePpms(bytes: Uint8Array): Raster[] {
  const rasters: Raster[] = [];
  for (let rest = bytes; rest.length > 0; ) {
    const header = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(Buffer.from(rest.subarray(0, 64)).toString('latin1'));
    if (!header) throw new PopplerFailure('pdftoppm wrote something else than pictures');
    const [width, height] = [Number(header[1]), Number(header[2])];
    const end = header[0].length + width * height * 3;
    if (rest.length < end) throw new PopplerFailure('a picture of pdftoppm is cut short');
    rasters.push({ width, height, pixels: rest.subarray(header[0].length, end) });
    rest = rest.subarray(end);
  }
  return rasters;
}
