import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { envelopeText, keyIdOf, openEnvelope, parseEnvelope, preAuthEncoding, signEnvelope } from './dsse.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const text = envelopeText(signEnvelope('text/plain', Buffer.from('hello world'), privateKey));

test('what is signed is the test vector of the specification', () => {
  // protocol.md of secure-systems-lab/dsse, «Test Vectors»: payloadType and payload of its example.
  expect(preAuthEncoding('http://example.com/HelloWorld', Buffer.from('hello world')).toString()).toBe(
    'DSSEv1 29 http://example.com/HelloWorld 11 hello world',
  );
});

test('lengths are in bytes, not in characters', () => {
  expect(preAuthEncoding('ü', Buffer.from('é')).toString()).toBe('DSSEv1 2 ü 2 é');
  expect(preAuthEncoding('', Buffer.from('')).toString()).toBe('DSSEv1 0  0 ');
});

test('an envelope opens with its own key only', () => {
  const envelope = parseEnvelope(text);
  if (!envelope) throw new Error('no envelope');
  expect(openEnvelope(envelope, publicKey)?.toString()).toBe('hello world');
  expect(openEnvelope(envelope, generateKeyPairSync('ed25519').publicKey)).toBeUndefined();
  expect(keyIdOf(publicKey)).toBe(keyIdOf(privateKey));
});

test('every flipped bit of every byte is found, also where base64 decoders look away', () => {
  const bytes = Buffer.from(text);
  for (let index = 0; index < bytes.length; index += 1) {
    for (const bit of [1, 2, 4, 8, 16, 32, 64, 128]) {
      const flipped = Buffer.from(bytes);
      flipped[index] = (flipped[index] ?? 0) ^ bit;
      const envelope = parseEnvelope(flipped.toString('utf8'));
      expect(envelope && openEnvelope(envelope, publicKey), `byte ${index}`).toBeUndefined();
    }
  }
});
