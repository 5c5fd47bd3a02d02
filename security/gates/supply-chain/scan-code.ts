import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GatherContext } from '@transkeep/reports/contract/index.ts';
import type { SecretScanner } from '../../material/secret-scanner.ts';
import type { SupplyChainEvidence } from './evidence.ts';

type Code = Omit<SupplyChainEvidence['code'], 'control'>;

/** Every tracked file as it is on disk. A file that was deleted and not committed yet counts as not scanned. */
export async function scanCode(context: GatherContext, scanner: SecretScanner, root: string): Promise<Code> {
  const { exitCode, stdout, stderr } = await context.run('git', ['ls-files', '-z'], { cwd: root });
  if (exitCode !== 0) throw new Error(`git ls-files failed: ${stderr.trim()}`);
  const files = stdout.split('\0').filter((path) => path !== '');
  const code: Code = { tracked: files.length, scanned: 0, binary: [], findings: [] };
  for (const path of files) {
    const content = await readFile(join(root, path)).catch(absent);
    if (content === null) continue;
    if (content.subarray(0, 8_000).includes(0)) {
      code.binary.push(path);
      continue;
    }
    code.findings.push(...(await scanner.scan(path, content.toString('utf8'))));
    code.scanned += 1;
  }
  return code;
}

function absent(error: NodeJS.ErrnoException): null {
  // A symbolic link to a folder is tracked too, and is no file.
  if (error.code === 'ENOENT' || error.code === 'EISDIR') return null;
  throw error;
}
