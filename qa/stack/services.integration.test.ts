import { connect } from 'node:net';
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { Redis } from 'ioredis';
import pg from 'pg';
import { describe, expect, inject, it } from 'vitest';
import type { ReceivedMail } from './services/mail.ts';

const services = inject('services');

describe('the services', () => {
  it('are a PostgreSQL 17 with a database of its own', async () => {
    const client = new pg.Client({ connectionString: services.databaseAdminUrl });
    await client.connect();
    const { rows } = await client.query('SELECT current_database() AS name, version() AS version');
    await client.end();
    expect(rows[0].name).toBe('transkeep');
    expect(rows[0].version).toMatch(/^PostgreSQL 17\./);
  });

  it.each([
    ['queue', services.queueRedisUrl, 'noeviction'],
    ['cache', services.cacheRedisUrl, 'allkeys-lru'],
  ])('are a Redis for the %s with its own eviction policy and a limit', async (_role, url, policy) => {
    const redis = new Redis(url);
    const settings = await redis.config('GET', 'maxmemory*');
    redis.disconnect();
    expect(settings).toContain(policy);
    expect(Number(settings[settings.indexOf('maxmemory') + 1])).toBeGreaterThan(0);
  });

  it('are an object storage that refuses strangers', async () => {
    const { endpoint, region, bucket, accessKeyId, secretAccessKey } = services.s3;
    const object = { Bucket: bucket, Key: 'a/b.pdf' };
    const s3 = new S3Client({ endpoint, region, forcePathStyle: true, credentials: { accessKeyId, secretAccessKey } });
    await s3.send(new PutObjectCommand({ ...object, Body: 'x', ContentType: 'application/pdf', Metadata: { tenant: '1' } }));
    const stored = await s3.send(new GetObjectCommand(object));
    expect(await stored.Body?.transformToString()).toBe('x');
    expect(stored).toMatchObject({ ContentType: 'application/pdf', Metadata: { tenant: '1' } });

    expect((await fetch(`${endpoint}/${bucket}/a/b.pdf`)).status).toBe(403);
    const stranger = new S3Client({ endpoint, region, forcePathStyle: true, credentials: { accessKeyId, secretAccessKey: 'guessed' } });
    await expect(stranger.send(new GetObjectCommand(object))).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
    await s3.send(new DeleteObjectCommand(object));
    s3.destroy();
    stranger.destroy();
  });

  it('are a mail catcher that lists what it received, by recipient', async () => {
    await sendMail(services.smtpUrl, 'ana@example.org', 'Subject: Hola\r\n\r\nUno');
    await sendMail(services.smtpUrl, 'bob@example.org', 'Subject: Hello\r\n\r\nOne');
    const mails = (await (await fetch(`${services.mailUrl}?to=ana@example.org`)).json()) as ReceivedMail[];
    expect(mails).toMatchObject([{ from: 'app@example.org', to: ['ana@example.org'], subject: 'Hola', text: 'Uno\n' }]);
  });
});

/** The smallest SMTP client there is: one line, one answer. */
async function sendMail(smtpUrl: string, to: string, message: string): Promise<void> {
  const { hostname, port } = new URL(smtpUrl);
  const socket = connect(Number(port), hostname).setEncoding('utf8');
  const lines = ['EHLO test', 'MAIL FROM:<app@example.org>', `RCPT TO:<${to}>`, 'DATA', `${message}\r\n.`, 'QUIT'];
  for await (const answer of socket) {
    if (!/^[23]/.test(answer)) throw new Error(answer);
    const next = lines.shift();
    if (next !== undefined) socket.write(`${next}\r\n`);
  }
}
