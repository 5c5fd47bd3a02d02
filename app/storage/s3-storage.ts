import type { Readable } from 'node:stream';
import { DeleteObjectsCommand, GetObjectCommand, HeadBucketCommand, NoSuchKey, S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import type { S3Config } from '../config/config.ts';
import { assertKey, ObjectNotFoundError, type ObjectStorage } from './storage.ts';

/** S3, or a server that speaks its protocol. */
export function createS3Storage({ endpoint, region, bucket, credentials }: S3Config): ObjectStorage {
  const client = new S3Client({
    region,
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    ...(credentials === undefined ? {} : { credentials }),
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 2000, requestTimeout: 30_000, httpAgent: { maxSockets: 50 }, httpsAgent: { maxSockets: 50 } },
  });
  return {
    async put(key, body, { contentType, signal }) {
      assertKey(key);
      // A small body goes in one request, a larger one as a multipart upload, which a failure aborts: no half object either way.
      const upload = new Upload({
        client,
        params: { Bucket: bucket, Key: key, Body: body, ContentType: contentType },
        queueSize: 2,
        leavePartsOnError: false,
      });
      const abort = () => void upload.abort();
      signal?.throwIfAborted();
      signal?.addEventListener('abort', abort, { once: true });
      try {
        await upload.done();
      } finally {
        signal?.removeEventListener('abort', abort);
      }
    },
    async get(key, { signal } = {}) {
      assertKey(key);
      try {
        const { Body, ContentLength } = await client.send(
          new GetObjectCommand({ Bucket: bucket, Key: key }),
          signal ? { abortSignal: signal } : {},
        );
        // In Node the SDK's body is always an IncomingMessage.
        return { body: Body as Readable, sizeBytes: ContentLength ?? 0 };
      } catch (cause) {
        throw cause instanceof NoSuchKey ? new ObjectNotFoundError(key, { cause }) : cause;
      }
    },
    async delete(keys) {
      for (const key of keys) assertKey(key);
      if (keys.length === 0) return;
      const { Errors = [] } = await client.send(
        new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects: keys.map((Key) => ({ Key })), Quiet: true } }),
      );
      const failed = Errors.filter(({ Code }) => Code !== 'NoSuchKey');
      if (failed.length > 0) throw new Error(`${failed.length} objects could not be deleted (${failed[0]?.Code})`);
    },
    async check({ signal } = {}) {
      await client.send(new HeadBucketCommand({ Bucket: bucket }), signal ? { abortSignal: signal } : {});
    },
    close: async () => client.destroy(),
  };
}
