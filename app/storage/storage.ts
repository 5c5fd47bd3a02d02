import type { Readable } from 'node:stream';

export interface StoredObject {
  readonly body: Readable;
  readonly sizeBytes: number;
}

export interface PutOptions {
  readonly contentType: string;
  readonly signal?: AbortSignal;
}

/**
 * Where documents' bytes live. Keys are `/`-separated path segments of `[A-Za-z0-9._-]`.
 * All methods reject with the client's own error when the store does not answer.
 */
export interface ObjectStorage {
  /**
   * Writes an object, whole or not at all: when the body fails half-way nothing is left, and an older object under the
   * key stays as it was.
   */
  put(key: string, body: Readable | Uint8Array, options: PutOptions): Promise<void>;
  /** @throws {ObjectNotFoundError} */
  get(key: string, options?: { readonly signal?: AbortSignal }): Promise<StoredObject>;
  /** Removes objects; those that are not there are no error. */
  delete(keys: readonly string[]): Promise<void>;
  /** Resolves when the store answers and the bucket is there. */
  check(options?: { readonly signal?: AbortSignal }): Promise<void>;
  close(): Promise<void>;
}

export class ObjectNotFoundError extends Error {
  override name = 'ObjectNotFoundError';
  constructor(key: string, options?: ErrorOptions) {
    super(`no object ${key}`, options);
  }
}

/** Reads a whole object into memory; for what is bounded by the upload limit. */
export async function readObject(storage: ObjectStorage, key: string, signal?: AbortSignal): Promise<Uint8Array> {
  const { body } = await storage.get(key, signal ? { signal } : {});
  return Buffer.concat(await body.toArray(signal ? { signal } : {}));
}

/** Guards the boundary between a key and a path or URL. */
export function assertKey(key: string): void {
  const segments = key.split('/');
  if (segments.some((segment) => !/^[\w.-]+$/.test(segment) || /^\.+$/.test(segment))) throw new RangeError(`not a storage key: ${key}`);
}
