import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { type Static, Type } from 'typebox';
import { Check } from 'typebox/value';

/** Dead Simple Signing Envelope v1 with one Ed25519 signature (https://github.com/secure-systems-lab/dsse, protocol.md and envelope.md). */
const EnvelopeSchema = Type.Object(
  {
    payload: Type.String(),
    payloadType: Type.String(),
    signatures: Type.Tuple([Type.Object({ keyid: Type.String(), sig: Type.String() }, { additionalProperties: false })]),
  },
  { additionalProperties: false },
);
export type Envelope = Static<typeof EnvelopeSchema>;

/** What is signed: `DSSEv1 LEN(type) type LEN(body) body`, lengths in bytes, as decimal ASCII (protocol.md, «PAE»). */
export function preAuthEncoding(payloadType: string, payload: Uint8Array): Buffer {
  const type = Buffer.from(payloadType, 'utf8');
  return Buffer.concat([Buffer.from(`DSSEv1 ${type.length} `), type, Buffer.from(` ${payload.length} `), payload]);
}

/** Hex SHA-256 of the public key (SPKI, DER): `openssl pkey -pubin -outform DER | sha256sum` gives the same. Takes either half of the pair. */
export function keyIdOf(key: KeyObject): string {
  const publicKey = key.type === 'private' ? createPublicKey(key) : key;
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex');
}

export function signEnvelope(payloadType: string, payload: Uint8Array, privateKey: KeyObject): Envelope {
  const sig = sign(null, preAuthEncoding(payloadType, payload), privateKey).toString('base64');
  return { payload: Buffer.from(payload).toString('base64'), payloadType, signatures: [{ keyid: keyIdOf(privateKey), sig }] };
}

/** The one text an envelope has here, so that a changed byte cannot hide in spacing, order or in what base64 decoders skip. */
export function envelopeText(envelope: Envelope): string {
  const { payload, payloadType, signatures } = envelope;
  const [{ keyid, sig }] = signatures;
  const canonical = (text: string): string => Buffer.from(text, 'base64').toString('base64');
  return `${JSON.stringify({ payload: canonical(payload), payloadType, signatures: [{ keyid, sig: canonical(sig) }] }, null, 1)}\n`;
}

/** Undefined for anything but the exact text of an envelope. */
export function parseEnvelope(text: string): Envelope | undefined {
  try {
    const envelope: unknown = JSON.parse(text);
    return Check(EnvelopeSchema, envelope) && envelopeText(envelope) === text ? envelope : undefined;
  } catch {
    // Not JSON: no envelope.
    return undefined;
  }
}

/** The payload, when the envelope's one signature is by this key; else undefined. */
export function openEnvelope({ payload, payloadType, signatures: [{ keyid, sig }] }: Envelope, publicKey: KeyObject): Buffer | undefined {
  const body = Buffer.from(payload, 'base64');
  const signed = verify(null, preAuthEncoding(payloadType, body), publicKey, Buffer.from(sig, 'base64'));
  return signed && keyid === keyIdOf(publicKey) ? body : undefined;
}
