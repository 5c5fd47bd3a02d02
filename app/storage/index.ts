import type { StorageConfig } from '../config/config.ts';
import { createDiskStorage } from './disk-storage.ts';
import { createS3Storage } from './s3-storage.ts';
import type { ObjectStorage } from './storage.ts';

export { ObjectNotFoundError, type ObjectStorage, readObject } from './storage.ts';

export function createStorage(config: StorageConfig): ObjectStorage {
  return config.kind === 's3' ? createS3Storage(config.s3) : createDiskStorage(config.dir);
}
