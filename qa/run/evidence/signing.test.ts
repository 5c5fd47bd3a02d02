import { generateKeyPairSync } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EvidenceError, UsageError } from '../errors.ts';
import { fakeCriteria } from '../fixtures/fake-criteria.ts';
import { gates } from '../fixtures/fake-gates.ts';
import { saveRun } from '../fixtures/saved-run.ts';
import { loadGate } from '../plan/plan.ts';
import { verifyRun } from '../verify.ts';
import { loadPublicKey, loadSigner, type Signer } from './signing.ts';

const pair = generateKeyPairSync('ed25519');
const privatePem = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
const criteria = fakeCriteria(['good', 'bad']).filter(({ id }) => id === 'QA-01');
const harness = { criteria, registry: gates };

let folder: string;
let signed: string;
let unsigned: string;
const copy = (): string => join(folder, 'copy');
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signing-'));
  const save = async (outDir: string, signer: Signer | null) => {
    const gathered = [
      [await loadGate(gates, 'good'), { count: 42 }],
      [await loadGate(gates, 'bad'), { count: 0 }],
    ] as const;
    return (await saveRun({ outDir: join(folder, outDir), criteria, gathered, signer })).runDir;
  };
  signed = await save('signed', loadSigner({ pem: privatePem }));
  unsigned = await save('unsigned', null);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function fresh(runDir: string): Promise<void> {
  await rm(copy(), { recursive: true, force: true });
  await cp(runDir, copy(), { recursive: true });
}

describe('a signed run', () => {
  test('says by whom; checked only against a key that is given', async () => {
    const { keyId } = loadSigner({ pem: privatePem }) ?? {};
    expect(await verifyRun(signed, harness)).toMatchObject({ differences: [], signature: { keyId, trusted: false } });
    expect(await verifyRun(signed, harness, pair.publicKey)).toMatchObject({
      report: { signedBy: keyId },
      signature: { keyId, trusted: true },
    });
  });

  test('is an in-toto statement about its sums', async () => {
    const envelope = JSON.parse(await readFile(join(signed, 'attestation.dsse.json'), 'utf8'));
    expect(envelope.payloadType).toBe('application/vnd.in-toto+json');
    expect(JSON.parse(Buffer.from(envelope.payload, 'base64').toString())).toMatchObject({
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ name: 'SHA256SUMS', digest: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } }],
      predicate: { verdict: 'NO-GO', commit: 'a'.repeat(40), stage: 'candidate', target: 'local' },
    });
  });

  test('is not believed with one byte flipped, in whichever file and with or without a key', async () => {
    await fresh(signed);
    const files = (await readdir(copy(), { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    expect(files.length).toBeGreaterThanOrEqual(11);
    for (const entry of files) {
      const path = join(entry.parentPath, entry.name);
      const bytes = await readFile(path);
      for (const index of [0, Math.floor(bytes.length / 2), bytes.length - 1]) {
        const flipped = Buffer.from(bytes);
        flipped[index] = (flipped[index] ?? 0) ^ 1;
        await writeFile(path, flipped);
        for (const key of [undefined, pair.publicKey])
          await expect(verifyRun(copy(), harness, key), `${relative(copy(), path)} at ${index}`).rejects.toThrow(EvidenceError);
      }
      await writeFile(path, bytes);
    }
    expect((await verifyRun(copy(), harness)).differences).toEqual([]);
  });

  test('is not believed when another key is trusted, the envelope is gone, or a link was added', async () => {
    await expect(verifyRun(signed, harness, generateKeyPairSync('ed25519').publicKey)).rejects.toThrow(/signed by key .*, not by/);
    await fresh(signed);
    await symlink('/etc/hostname', join(copy(), 'evidence/good/link'));
    await expect(verifyRun(copy(), harness)).rejects.toThrow('evidence/good/link is neither a file nor a folder');
    await rm(join(copy(), 'evidence/good/link'));
    await rm(join(copy(), 'attestation.dsse.json'));
    await expect(verifyRun(copy(), harness)).rejects.toThrow('attestation.dsse.json is missing');
  });

  test('cannot lend its signature to another run', async () => {
    await fresh(unsigned);
    await cp(join(signed, 'attestation.dsse.json'), join(copy(), 'attestation.dsse.json'));
    await expect(verifyRun(copy(), harness)).rejects.toThrow('attestation.dsse.json was added after the run');
  });
});

test('an unsigned run says so, and satisfies no key', async () => {
  expect(await verifyRun(unsigned, harness)).toMatchObject({ report: { signedBy: null }, signature: { keyId: null } });
  await expect(verifyRun(unsigned, harness, pair.publicKey)).rejects.toThrow('the run is not signed');
});

describe('a key', () => {
  test('comes from a file or the environment, never both; none is no error', async () => {
    const file = join(folder, 'key.pem');
    await writeFile(file, privatePem);
    expect(loadSigner({ file })?.keyId).toBe(loadSigner({ pem: privatePem })?.keyId);
    expect(loadSigner({})).toBeNull();
    expect(() => loadSigner({ file, pem: privatePem })).toThrow('both set');
    await writeFile(file, pair.publicKey.export({ type: 'spki', format: 'pem' }));
    expect(loadPublicKey(file).asymmetricKeyType).toBe('ed25519');
  });

  test.each([
    ['nonsense', 'nonsense', 'holds no private key in PEM'],
    ['the public half', pair.publicKey.export({ type: 'spki', format: 'pem' }) as string, 'holds no private key in PEM'],
    [
      'encrypted',
      pair.privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }) as string,
      'holds no private key',
    ],
    [
      'of another kind',
      generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
      'is a key of type ec',
    ],
  ])('that is %s is refused in one line that does not show it', (_name, pem, message) => {
    let said = '';
    try {
      loadSigner({ pem });
    } catch (error) {
      expect(error).toBeInstanceOf(UsageError);
      said = (error as Error).message;
    }
    expect(said).toContain(message);
    expect(said).not.toContain('\n');
    expect(said).not.toContain(pem.split('\n')[1] ?? pem);
  });

  test('file that is not there is said', () => {
    expect(() => loadSigner({ file: '/none/key.pem' })).toThrow('is not there');
    expect(() => loadPublicKey('/none/key.pem')).toThrow(UsageError);
  });
});
