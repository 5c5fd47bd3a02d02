import { criteria } from '../criteria/index.ts';
import { EXIT } from '../run/errors.ts';
import { loadPublicKey, type Signature } from '../run/evidence/signing.ts';
import { verifyRun } from '../run/verify.ts';
import { gates } from './gates.ts';

/** Judges a saved run again and says what comes out, and who signed it. Gives the run's own exit code, or that of a changed harness. */
export async function verify(dir: string, publicKeyFile: string | undefined): Promise<number> {
  const trusted = publicKeyFile === undefined ? undefined : loadPublicKey(publicKeyFile);
  const { report, differences, signature } = await verifyRun(dir, { criteria, registry: gates }, trusted);
  process.stdout.write(`${dir}: ${signedBy(signature)}\n`);
  if (differences.length === 0) {
    process.stdout.write(`${dir}: evidence unchanged, every verdict comes out the same: ${report.verdict}\n`);
    return EXIT[report.verdict];
  }
  process.stdout.write(`${dir}: evidence unchanged, but the harness has changed since and judges it differently:\n`);
  process.stdout.write(differences.map((line) => `  ${line}\n`).join(''));
  return EXIT.harness;
}

function signedBy(signature: Signature): string {
  if (signature.keyId === null) return 'not signed: whoever can write the folder can have changed files and sums together';
  return signature.trusted
    ? `signed by the trusted key ${signature.keyId}`
    : `signed by key ${signature.keyId}; whose that is was not checked (--public-key FILE checks it)`;
}
