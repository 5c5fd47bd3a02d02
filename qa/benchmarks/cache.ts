import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectRedis } from '@transkeep/app/database/redis.ts';
import { createExtractionCache } from '@transkeep/app/domain/documents/extraction-cache.ts';
import { findingsOf } from '@transkeep/app/domain/documents/findings.ts';
import { extractionVersion, type PdfEngine } from '@transkeep/app/pdf/index.ts';
import { freePort } from '../stack/ports.ts';
import { startRedis } from '../stack/services/redis.ts';
import { inTurn } from './in-turn.ts';

/** Hits before the first that counts: a worker's code is compiled after its first documents, as the engine's is. */
const WARM_UP_HITS = 30;

/** Hands `use` a way to compare, for a document: the file hashed, its entry fetched and unpacked, against its extraction. Wall times in ms. */
export async function withCache<T>(
  engine: PdfEngine,
  use: (compare: (pdf: Uint8Array, rounds: number) => ReturnType<typeof inTurn>) => Promise<T>,
): Promise<T> {
  const dir = await mkdtemp(join(tmpdir(), 'transkeep-cache-'));
  await using owned = new AsyncDisposableStack();
  owned.defer(() => rm(dir, { recursive: true, force: true }));
  const server = await startRedis({ role: 'cache', dir, host: { logDir: dir }, port: await freePort(), durable: false });
  owned.defer(() => server.stop());
  const onAway = (error: unknown) => {
    throw error;
  };
  const redis = await connectRedis({ url: server.url, connectionName: 'benchmark', mode: 'fail-fast', onError: () => {} });
  owned.defer(() => redis.disconnect());
  const cache = createExtractionCache({ redis, secret: randomUUID(), version: extractionVersion(), onAway });
  return await use(async (pdf, rounds) => {
    const userId = randomUUID();
    const extraction = await engine.extract(pdf, {});
    const { pages, blocks } = extraction;
    const entry = { pageCount: pages.length, blocks, findings: findingsOf(extraction) };
    await cache.put({ userId, documentId: randomUUID() }, 60_000, pdf, entry);
    const hit = async () => {
      if ((await cache.get(userId, pdf))?.blocks.length !== blocks.length) throw new Error('the cache has not what was put into it');
    };
    for (let i = 0; i < WARM_UP_HITS; i++) await hit();
    return inTurn(hit, () => engine.extract(pdf, {}), { rounds });
  });
}
