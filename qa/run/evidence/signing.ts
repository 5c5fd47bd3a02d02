import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Static, Type } from 'typebox';
import { Check } from 'typebox/value';
import { EvidenceError, UsageError } from '../errors.ts';
import type { RunRecord } from '../record.ts';
import { ENVELOPE, PUBLIC_KEY, SUMS } from './checksums.ts';
import { envelopeText, keyIdOf, openEnvelope, parseEnvelope, signEnvelope } from './dsse.ts';
import { storing } from './evidence-store.ts';

/** Who signs runs: an Ed25519 key. */
export interface Signer {
  readonly keyId: string;
  readonly privateKey: KeyObject;
}

const PAYLOAD_TYPE = 'application/vnd.in-toto+json';
/** A name, not an address: nothing is fetched from it. */
const PREDICATE_TYPE = 'urn:transkeep:readiness-run:v1';

/** An in-toto statement v1 (https://github.com/in-toto/attestation, spec/v1/statement.md): the sums name every file, the predicate what was decided. */
const StatementSchema = Type.Object({
  _type: Type.Literal('https://in-toto.io/Statement/v1'),
  subject: Type.Tuple([Type.Object({ name: Type.Literal(SUMS), digest: Type.Object({ sha256: Type.String() }) })]),
  predicateType: Type.Literal(PREDICATE_TYPE),
  predicate: Type.Object({
    runId: Type.String(),
    verdict: Type.String(),
    commit: Type.String(),
    stage: Type.String(),
    target: Type.String(),
    startedAt: Type.String(),
    finishedAt: Type.String(),
  }),
});

/** What the environment says about signing: a PEM file, or the PEM itself. */
export interface SigningSource {
  readonly file?: string | undefined;
  readonly pem?: string | undefined;
}

/** The signing key, or `null` when none is given. Throws UsageError for one that cannot sign; the message never holds the key. */
export function loadSigner({ file, pem }: SigningSource): Signer | null {
  if (file && pem) throw new UsageError('TRANSKEEP_SIGNING_KEY and TRANSKEEP_SIGNING_KEY_FILE are both set: which key signs? Unset one');
  if (!file && !pem) return null;
  const name = file ? `TRANSKEEP_SIGNING_KEY_FILE (${file})` : 'TRANSKEEP_SIGNING_KEY';
  const privateKey = keyFrom(name, 'private', () => createPrivateKey(file ? readFileSync(file) : (pem ?? '')));
  return { keyId: keyIdOf(privateKey), privateKey };
}

/** The key that `verify --public-key FILE` trusts. Throws UsageError. */
export function loadPublicKey(file: string): KeyObject {
  return keyFrom(`--public-key ${file}`, 'public', () => createPublicKey(readFileSync(file)));
}

function keyFrom(name: string, half: 'private' | 'public', parse: () => KeyObject): KeyObject {
  let key: KeyObject;
  try {
    key = parse();
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw new UsageError(
      `${name} ${missing ? 'is not there' : `holds no ${half} key in PEM`}: \`openssl genpkey -algorithm ed25519\` makes a key`,
      {
        cause,
      },
    );
  }
  if (key.asymmetricKeyType !== 'ed25519')
    throw new UsageError(`${name} is a key of type ${key.asymmetricKeyType}: runs are signed with Ed25519`);
  return key;
}

/** Half of the key that everybody may have: part of the run, so that a changed byte of the envelope is found without any other key. */
export async function writePublicKey(runDir: string, { privateKey }: Signer): Promise<void> {
  await storing(() => writeFile(join(runDir, PUBLIC_KEY), createPublicKey(privateKey).export({ type: 'spki', format: 'pem' })));
}

/** Signs the sums of a run, which name every other file. */
export async function signRun(runDir: string, record: RunRecord, verdict: string, sums: string, { privateKey }: Signer): Promise<void> {
  const statement = statementOf(record, verdict, sums);
  const envelope = signEnvelope(PAYLOAD_TYPE, Buffer.from(JSON.stringify(statement)), privateKey);
  await storing(() => writeFile(join(runDir, ENVELOPE), envelopeText(envelope)));
}

function statementOf(record: RunRecord, verdict: string, sums: string | Uint8Array): Static<typeof StatementSchema> {
  const { runId, commit, stage, target, startedAt, finishedAt } = record;
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: SUMS, digest: { sha256: createHash('sha256').update(sums).digest('hex') } }],
    predicateType: PREDICATE_TYPE,
    predicate: { runId, verdict, commit, stage, target, startedAt, finishedAt },
  };
}

/** unsigned · signed by a key nobody asked about · signed by the key that is trusted. */
export type Signature = { readonly keyId: null } | { readonly keyId: string; readonly trusted: boolean };

/**
 * Checks the signature of a run whose sums are checked: it must be by the key that the run names, over these sums and these facts; and by `trusted`,
 * where given. Throws EvidenceError for anything else.
 */
export async function checkSignature(runDir: string, record: RunRecord, verdict: string, trusted?: KeyObject): Promise<Signature> {
  const text = await readFile(join(runDir, ENVELOPE), 'utf8').catch(() => undefined);
  const keyId = record.signedBy ?? null;
  if (keyId === null) {
    if (text !== undefined) throw new EvidenceError(`${ENVELOPE} was added after the run: run.json says that nobody signed it`);
    if (trusted) throw new EvidenceError(`the run is not signed: nothing proves that key ${keyIdOf(trusted).slice(0, 16)}… vouches for it`);
    return { keyId };
  }
  if (text === undefined) throw new EvidenceError(`${ENVELOPE} is missing: run.json says that key ${keyId} signed it`);
  if (trusted && keyIdOf(trusted) !== keyId)
    throw new EvidenceError(`signed by key ${keyId.slice(0, 16)}…, not by ${keyIdOf(trusted).slice(0, 16)}… of --public-key`);
  const envelope = parseEnvelope(text);
  if (envelope?.payloadType !== PAYLOAD_TYPE) throw new EvidenceError(`${ENVELOPE} was changed after the run: it is no signed statement`);
  const key = trusted ?? (await keyOfRun(runDir));
  const payload = keyIdOf(key) === keyId ? openEnvelope(envelope, key) : undefined;
  if (!payload) throw new EvidenceError(`${ENVELOPE} was changed after the run: its signature does not hold`);
  const expected = statementOf(record, verdict, await readFile(join(runDir, SUMS)));
  const statement: unknown = JSON.parse(payload.toString('utf8'));
  if (!Check(StatementSchema, statement) || JSON.stringify(statement) !== JSON.stringify(expected))
    throw new EvidenceError(`${ENVELOPE} is a signature of another run: sums, verdict, commit, stage or target differ`);
  return { keyId, trusted: trusted !== undefined };
}

async function keyOfRun(runDir: string): Promise<KeyObject> {
  try {
    return createPublicKey(await readFile(join(runDir, PUBLIC_KEY)));
  } catch (cause) {
    throw new EvidenceError(`${PUBLIC_KEY} is missing or no key`, { cause });
  }
}
