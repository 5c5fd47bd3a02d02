import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));

/**
 * Names the code that prepares texts and reads answers, for keys of translations: a hash of the code itself, as a number kept by
 * hand would one day be forgotten. The same code, the same version, on every machine.
 */
export function rulesVersion(): string {
  const hash = createHash('sha256');
  const files = globSync(['*.ts', 'apertium/*.ts', '../text/*.ts'], { cwd: FOLDER }).filter((file) => !file.endsWith('.test.ts'));
  for (const file of files.toSorted()) hash.update(`\0${file}\0`).update(readFileSync(join(FOLDER, file)));
  return hash.digest('base64url');
}
