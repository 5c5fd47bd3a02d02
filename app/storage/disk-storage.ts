import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { access, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { assertKey, ObjectNotFoundError, type ObjectStorage } from './storage.ts';

/** Objects as files under one folder, which must exist; for development on one machine. */
export function createDiskStorage(dir: string): ObjectStorage {
  const pathOf = (key: string): string => {
    assertKey(key);
    return join(dir, key);
  };
  return {
    async put(key, body, { signal }) {
      const path = pathOf(key);
      await mkdir(dirname(path), { recursive: true });
      // Written beside and renamed: a reader never sees half an object, a failure leaves the old one.
      const partial = `${path}.${randomUUID()}.partial`;
      try {
        const source = body instanceof Readable ? body : Readable.from([body]);
        await pipeline(source, createWriteStream(partial), signal ? { signal } : {});
        await rename(partial, path);
      } catch (error) {
        await rm(partial, { force: true });
        throw error;
      }
    },
    async get(key) {
      const file = await open(pathOf(key)).catch((cause: NodeJS.ErrnoException) => {
        throw cause.code === 'ENOENT' ? new ObjectNotFoundError(key, { cause }) : cause;
      });
      const { size } = await file.stat();
      return { body: createReadStream('', { fd: file }), sizeBytes: size };
    },
    async delete(keys) {
      await Promise.all(keys.map((key) => rm(pathOf(key), { force: true })));
    },
    check: () => access(dir),
    close: async () => {},
  };
}
