import { mkdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { type Host, type RunningProgram, startProgram, untilReady } from '../process.ts';
import { toolPath } from '../tools.ts';

const HOST = '127.0.0.1';

export interface ObjectStorage {
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** S3 by versitygw: strict about signatures, expiry and anonymous requests, as AWS is. */
export async function startObjectStorage(options: {
  readonly dir: string;
  readonly host: Host;
  readonly port: number;
  readonly secretAccessKey: string;
}): Promise<{ program: RunningProgram; storage: ObjectStorage; stop(): Promise<void> }> {
  const root = join(options.dir, 's3', 'objects');
  // Metadata in files of its own: extended attributes are missing on many filesystems (tmpfs, overlays).
  const sidecar = join(options.dir, 's3', 'metadata');
  await Promise.all([mkdir(root, { recursive: true }), mkdir(sidecar, { recursive: true })]);
  const storage: ObjectStorage = {
    endpoint: `http://${HOST}:${options.port}`,
    region: 'us-east-1',
    bucket: 'transkeep-documents',
    accessKeyId: 'transkeep',
    secretAccessKey: options.secretAccessKey,
  };
  const program = startProgram(
    {
      name: 's3',
      command: toolPath('versitygw'),
      args: [
        '--port',
        `${HOST}:${options.port}`,
        '--region',
        storage.region,
        '--keep-alive',
        '--quiet',
        'posix',
        '--sidecar',
        sidecar,
        root,
      ],
      env: { ROOT_ACCESS_KEY: storage.accessKeyId, ROOT_SECRET_KEY: storage.secretAccessKey },
    },
    options.host,
  );
  try {
    await untilReady(program, () => accepts(options.port));
    await ensureBucket(storage);
  } catch (error) {
    await program.stop();
    throw error;
  }
  return { program, storage, stop: program.stop };
}

/** Creates the bucket unless it is there. */
async function ensureBucket({ endpoint, region, bucket, accessKeyId, secretAccessKey }: ObjectStorage): Promise<void> {
  const client = new S3Client({ endpoint, region, forcePathStyle: true, credentials: { accessKeyId, secretAccessKey } });
  try {
    await client.send(new CreateBucketCommand({ Bucket: bucket }));
  } catch (error) {
    if ((error as Error).name !== 'BucketAlreadyOwnedByYou') throw error;
  } finally {
    client.destroy();
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, HOST, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
