import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectRedis } from '@transkeep/app/database/redis.ts';
import { createExtractionCache } from '@transkeep/app/domain/documents/extraction-cache.ts';
import { findingsOf } from '@transkeep/app/domain/documents/findings.ts';
import { createPdfEngine, extractionVersion, type PdfEngine, type Translations } from '@transkeep/app/pdf/index.ts';
import { bytesOf, CORPUS } from '../corpus/catalogue.ts';
import { freePort } from '../stack/ports.ts';
import { startRedis } from '../stack/services/redis.ts';
import { median } from '../statistics/index.ts';
import { measureMs } from './measure-ms.ts';

const ROUNDS = 3;
/** A hit takes less than a millisecond: three of them would measure the clock, and code that V8 has not compiled. */
const CACHE_ROUNDS = 30;
const ORDINARY = 'report';
const BOOK = 'five-hundred-pages';

/** Prints what a document costs that is not done from the beginning, or not by one process: wall times in turn, medians. */
export async function benchLongDocuments(): Promise<void> {
  process.stdout.write(
    `\n${'work'.padEnd(62)} this, ms   against, ms   against ÷ this (medians of ${ROUNDS}; of the cache, ${CACHE_ROUNDS} for ${ORDINARY})\n`,
  );
  await using one = closing(createPdfEngine({ processes: 1 }));
  await using two = closing(createPdfEngine({ processes: 2 }));
  for (const name of [ORDINARY, BOOK]) {
    const pdf = pdfOf(name);
    const { translations, previous } = await translated(one.engine, pdf);
    const edit = { language: 'en', onlyPages: [2], previous };
    await compare(
      `${name}: one page anew, against all of it`,
      () => one.engine.render(pdf, translations, edit),
      () => one.engine.render(pdf, translations, { language: 'en' }),
    );
  }
  await benchCores(one.engine, two.engine);
  await benchCache(one.engine);
}

/** A process that has both cores to itself uses them: V8 compiles and collects garbage beside it. So one core is one, too. */
async function benchCores(one: PdfEngine, two: PdfEngine): Promise<void> {
  const book = pdfOf(BOOK);
  const { translations } = await translated(two, book);
  await using pinned = await onOneCore(async () => {
    const pinned = closing(createPdfEngine({ processes: 1 }));
    await translated(pinned.engine, book);
    return pinned;
  });
  const works: [string, (engine: PdfEngine) => Promise<unknown>][] = [
    ['extracted', (engine) => engine.extract(book, {})],
    ['written', (engine) => engine.render(book, translations, { language: 'en' })],
    ['both', (engine) => translated(engine, book)],
  ];
  for (const [done, work] of works) {
    await compare(
      `${BOOK}: ${done} on two cores, on one`,
      () => work(two),
      () => work(pinned.engine),
    );
    await compare(
      `${BOOK}: ${done} by two processes, by one`,
      () => work(two),
      () => work(one),
    );
  }
}

/** What the work starts stays on the first of our cores; we ourselves go back to all of them. */
async function onOneCore<T>(work: () => Promise<T>): Promise<T> {
  const taskset = (...args: string[]) => execFileSync('taskset', ['-acp', ...args, `${process.pid}`], { encoding: 'utf8' });
  const cores = /: ([\d,-]+)$/m.exec(taskset())?.[1];
  if (!cores) throw new Error('taskset does not say which cores this process may use');
  taskset(String(Number.parseInt(cores, 10)));
  try {
    return await work();
  } finally {
    taskset(cores);
  }
}

/** The file hashed, its entry fetched and unpacked, against its extraction. */
async function benchCache(engine: PdfEngine): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'transkeep-bench-'));
  const server = await startRedis({ role: 'cache', dir, host: { logDir: dir }, port: await freePort(), durable: false });
  try {
    const redis = await connectRedis({ url: server.url, connectionName: 'bench', mode: 'fail-fast', onError: () => {} });
    const onAway = (error: unknown) => {
      throw error;
    };
    const cache = createExtractionCache({ redis, secret: randomUUID(), version: extractionVersion(), onAway });
    for (const name of [ORDINARY, BOOK]) {
      const [pdf, userId] = [pdfOf(name), randomUUID()];
      const extraction = await engine.extract(pdf, {});
      const { pages, blocks } = extraction;
      const entry = { pageCount: pages.length, blocks, findings: findingsOf(extraction) };
      await cache.put({ userId, documentId: randomUUID() }, 60_000, pdf, entry);
      const hit = async () => {
        if ((await cache.get(userId, pdf))?.blocks.length !== blocks.length) throw new Error('the cache has not what was put into it');
      };
      await compare(
        `${name}: blocks from the cache, against extraction`,
        hit,
        () => engine.extract(pdf, {}),
        name === ORDINARY ? CACHE_ROUNDS : ROUNDS,
      );
    }
    redis.disconnect();
  } finally {
    await server.stop();
    await rm(dir, { recursive: true, force: true });
  }
}

const pdfOf = (name: string): Uint8Array => {
  const entry = CORPUS.find((candidate) => candidate.name === name);
  if (!entry) throw new Error(`the corpus has no ${name}`);
  return bytesOf(entry);
};

/** Also warms the engine up for what follows. */
async function translated(engine: PdfEngine, pdf: Uint8Array): Promise<{ translations: Translations; previous: Uint8Array }> {
  const { blocks } = await engine.extract(pdf, {});
  const translations = Object.fromEntries(blocks.filter(({ translatable }) => translatable).map(({ id, text }) => [id, text]));
  return { translations, previous: (await engine.render(pdf, translations, { language: 'en' })).pdf };
}

function closing(engine: PdfEngine): { readonly engine: PdfEngine } & AsyncDisposable {
  return { engine, [Symbol.asyncDispose]: () => engine.close() };
}

async function compare(what: string, ours: () => Promise<unknown>, against: () => Promise<unknown>, rounds = ROUNDS): Promise<void> {
  await ours(); // what only the first call pays
  const [these, those]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    these.push(await measureMs(ours));
    those.push(await measureMs(against));
  }
  const ratio = median(those.map((value, i) => value / (these[i] as number)));
  const figures = [median(these), median(those)].map((value, i) => value.toFixed(1).padStart(i === 0 ? 9 : 14));
  process.stdout.write(`${what.padEnd(62)} ${figures.join('')} ${ratio.toFixed(2).padStart(16)}\n`);
}
