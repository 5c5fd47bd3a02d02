import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const COMPRESSIBLE = /\.(?:html|js|mjs|css|svg|json|txt|wasm|ttf)$/;
/** Below this a compressed copy saves less than its own request headers cost. */
const MIN_BYTES = 512;

/**
 * Writes `x.br` and `x.gz` beside every text asset of the build, so that the edge serves the best compression without
 * spending CPU per request. Copies that would not be smaller are left out.
 */
export function precompress(): Plugin {
  let outDir = 'dist';
  return {
    name: 'transkeep-precompress',
    apply: 'build',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir);
    },
    // After `writeBundle`, so that what Vite copies from `public/` is compressed too.
    closeBundle: { sequential: true, handler: () => compressFolder(outDir) },
  };
}

/** Compresses the files of `folder`, recursively and side by side. Safe to run twice. */
export async function compressFolder(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && COMPRESSIBLE.test(entry.name));
  await Promise.all(files.map((entry) => compressFile(join(entry.parentPath, entry.name))));
}

async function compressFile(path: string): Promise<void> {
  const content = await readFile(path);
  if (content.length < MIN_BYTES) return;
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(content, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
    }),
    promisify(gzip)(content, { level: 9 }),
  ]);
  if (br.length < content.length) await writeFile(`${path}.br`, br);
  if (gz.length < content.length) await writeFile(`${path}.gz`, gz);
}
