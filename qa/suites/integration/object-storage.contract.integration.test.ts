import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { createStorage, ObjectNotFoundError, type ObjectStorage, readObject } from '@transkeep/app/storage/index.ts';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';

const PDF = { contentType: 'application/pdf' };
const MIB = 1024 * 1024;
const services = inject('services');
const dir = await mkdtemp(join(tmpdir(), 'transkeep-storage-'));
afterAll(() => rm(dir, { recursive: true, force: true }));

const { accessKeyId, secretAccessKey, endpoint, region, bucket } = services.s3;
const s3 = { endpoint, region, bucket, credentials: { accessKeyId, secretAccessKey } };

describe.each([
  ['S3', () => createStorage({ kind: 's3', s3 })],
  ['local disk', () => createStorage({ kind: 'disk', dir })],
])('%s', (_name, create) => {
  let storage: ObjectStorage;
  const key = () => `contract/${randomUUID()}/original.pdf`;
  beforeAll(() => {
    storage = create();
  });
  afterAll(() => storage.close());

  test('gives back what it was given, with its size', async () => {
    const where = key();
    await storage.put(where, Buffer.from('%PDF-1.7 ñ'), PDF);
    const { body, sizeBytes } = await storage.get(where);
    expect(sizeBytes).toBe(11);
    expect(Buffer.concat(await body.toArray()).toString()).toBe('%PDF-1.7 ñ');
  });

  test('takes streams of any size, in any pieces', async () => {
    const where = key();
    const pieces = Array.from({ length: 12 }, (_, index) => Buffer.alloc(MIB + index, index));
    await storage.put(where, Readable.from(pieces), PDF);
    expect(Buffer.concat(pieces).equals(Buffer.from(await readObject(storage, where)))).toBe(true);
  });

  test('replaces an object whole', async () => {
    const where = key();
    await storage.put(where, Buffer.from('a longer first version'), PDF);
    await storage.put(where, Buffer.from('second'), PDF);
    expect(Buffer.from(await readObject(storage, where)).toString()).toBe('second');
  });

  test.each([
    ['early', 1],
    ['after parts were sent', 9],
  ])('a body that fails %s leaves nothing, or what was there before', async (_when, mibs) => {
    const failing = () =>
      Readable.from(
        (async function* () {
          for (let index = 0; index < mibs; index++) yield Buffer.alloc(MIB);
          throw new Error('the client went away');
        })(),
      );
    const fresh = key();
    await expect(storage.put(fresh, failing(), PDF)).rejects.toThrow('the client went away');
    await expect(storage.get(fresh)).rejects.toThrow(ObjectNotFoundError);
    const known = key();
    await storage.put(known, Buffer.from('before'), PDF);
    await expect(storage.put(known, failing(), PDF)).rejects.toThrow('the client went away');
    expect(Buffer.from(await readObject(storage, known)).toString()).toBe('before');
  });

  test('stops when told to', async () => {
    const where = key();
    const stop = new AbortController();
    const endless = Readable.from(
      (async function* () {
        for (let index = 0; ; index++) {
          if (index === 8) stop.abort(new Error('enough'));
          yield Buffer.alloc(MIB);
        }
      })(),
    );
    await expect(storage.put(where, endless, { ...PDF, signal: stop.signal })).rejects.toThrow();
    await expect(storage.get(where)).rejects.toThrow(ObjectNotFoundError);
  });

  test('says what is missing, and deletes it without complaint', async () => {
    const [one, other] = [key(), key()];
    await expect(storage.get(one)).rejects.toThrow(ObjectNotFoundError);
    await storage.put(one, Buffer.from('x'), PDF);
    await storage.delete([one, other]);
    await expect(storage.get(one)).rejects.toThrow(ObjectNotFoundError);
    await storage.delete([]);
  });

  test.each(['../escape', 'a/../b', '/absolute', 'a//b', 'a/./b', 'spa ce', 'a\0b', ''])('refuses the key %j', async (where) => {
    await expect(storage.put(where, Buffer.from('x'), PDF)).rejects.toThrow(RangeError);
    await expect(storage.get(where)).rejects.toThrow(RangeError);
  });

  test('answers when asked whether it is there', async () => {
    await storage.check();
  });
});

test('S3 with a wrong secret, and a bucket or folder that is not there, are no storage', async () => {
  const wrong = createStorage({ kind: 's3', s3: { ...s3, credentials: { accessKeyId, secretAccessKey: 'wrong' } } });
  await expect(wrong.check()).rejects.toThrow();
  await expect(wrong.put('a/b', Buffer.from('x'), PDF)).rejects.toThrow();
  await wrong.close();
  const elsewhere = createStorage({ kind: 's3', s3: { ...s3, bucket: 'no-such-bucket' } });
  await expect(elsewhere.check()).rejects.toThrow();
  await elsewhere.close();
  await expect(createStorage({ kind: 'disk', dir: join(dir, 'missing') }).check()).rejects.toThrow();
});

test('the disk keeps no half-written files', async () => {
  const names = await readdir(dir, { recursive: true });
  expect(names.filter((name) => name.includes('.partial'))).toEqual([]);
});
