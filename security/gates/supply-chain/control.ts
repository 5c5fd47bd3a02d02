import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GatherContext } from '@transkeep/reports/contract/index.ts';
import type { SecretScanner } from '../../material/secret-scanner.ts';
import type { SupplyChainEvidence } from './evidence.ts';
import { scanCode } from './scan-code.ts';
import { scanHistory } from './scan-history.ts';

type Control = SupplyChainEvidence['code']['control'];

/**
 * A scratch repository with secrets made up on the spot, found in its files and, after they were removed, in its history. They are put together
 * here so that this file holds none itself.
 */
export async function plantAndFind(context: GatherContext, scanner: SecretScanner): Promise<{ code: Control; history: Control }> {
  const root = join(context.workDir, 'planted');
  await mkdir(root, { recursive: true });
  const git = async (...args: string[]) => {
    const identity = ['-c', 'user.name=control', '-c', 'user.email=control@transkeep.test', '-c', 'commit.gpgsign=false'];
    const { exitCode, stderr } = await context.run('git', [...identity, ...args], { cwd: root });
    if (exitCode !== 0) throw new Error(`git ${args[0]} failed: ${stderr.trim()}`);
  };
  const files = plantedFiles();
  await git('init', '-q');
  for (const [name, content] of Object.entries(files)) await writeFile(join(root, name), content);
  await git('add', '.');
  await git('commit', '-q', '-m', 'with secrets');
  const inCode = await scanCode(context, scanner, root);
  for (const name of Object.keys(files)) await rm(join(root, name));
  await git('commit', '-q', '-a', '-m', 'without');
  const inHistory = await scanHistory(context, scanner, root);
  const planted = Object.keys(files).length;
  const foundIn = (places: readonly { where: string }[]) => new Set(places.map(({ where }) => where.split(':').at(-1))).size;
  return { code: { planted, found: foundIn(inCode.findings) }, history: { planted, found: foundIn(inHistory.findings) } };
}

/** One secret each, of the kinds that are found in repositories. */
function plantedFiles(): Record<string, string> {
  const random = (bytes: number, encoding: 'hex' | 'base64url') => randomBytes(bytes).toString(encoding);
  return {
    'aws.ini': `aws_access_key_id=AKIA${randomLetters(16)}\naws_secret_access_key=${randomLetters(40)}\n`,
    'key.pem': generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
    'github.txt': `token: ghp_${randomLetters(36)}\n`,
    'config.ts': `export const apiSecret = '${random(24, 'base64url')}7a';\n`,
    'production.env': `JWT_SECRET=${random(32, 'hex')}\n`,
    'database.yaml': `url: postgres://app:${random(12, 'hex')}@db.internal:5432/app\n`,
  };
}

function randomLetters(length: number): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  return Array.from(randomBytes(length), (byte) => letters[byte % letters.length]).join('');
}
