import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));
const PDFJS = fileURLToPath(import.meta.resolve('pdfjs-dist/package.json'));

/**
 * Names what reads documents, for keys of what it has read: a hash of the code itself and of pdf.js's version, as a number kept
 * by hand would one day be forgotten. The same code, the same version, on every machine.
 */
export function extractionVersion(): string {
  const hash = createHash('sha256').update((JSON.parse(readFileSync(PDFJS, 'utf8')) as { version: string }).version);
  const files = globSync(['*.ts', 'extract/*.ts', 'edit/*.ts', '../text/*.ts'], { cwd: FOLDER }).filter(
    (file) => !file.endsWith('.test.ts'),
  );
  for (const file of files.toSorted()) hash.update(`\0${file}\0`).update(readFileSync(join(FOLDER, file)));
  return hash.digest('base64url');
}
