import { availableParallelism } from 'node:os';
import { isDeepStrictEqual } from 'node:util';
import { createPdfEngine, type Extraction } from '@transkeep/app/pdf/index.ts';
import type { GatherContext } from '@transkeep/reports/contract/index.ts';
import { withCache } from '../../benchmarks/cache.ts';
import { withEngines } from '../../benchmarks/cores.ts';
import { type Cost, measureCosts } from '../../benchmarks/cost.ts';
import { documentNamed } from '../../benchmarks/documents.ts';
import { closing } from '../../benchmarks/identity.ts';
import { inTurn } from '../../benchmarks/in-turn.ts';
import { peakInTasks } from '../../benchmarks/memory.ts';
import { onOneCore } from '../../benchmarks/one-core.ts';
import { measureCalibrated } from '../../calibration/measure-calibrated.ts';
import { denseBook } from '../../corpus/families/dense-book.ts';
import { book } from '../../corpus/families/long.ts';
import type { LongDocuments } from './evidence.ts';

/** The text-heavy ones of the corpus. */
const DOCUMENTS = ['paper', 'two-pages', 'newsletter', 'contract', 'columns'];
const ORDINARY = 'report';
const MEMORY_PAGES = { few: 100, many: 500 };
/** Two tasks for each of two processes. */
const CORES_PAGES = 512;
/** One takes as long as five of an ordinary book. */
const DENSE_ROUNDS = 2;
const FULL = { cost: 11, memory: 5, cores: 9, cache: 30 };
/** No round fewer than it takes to run everything: a smoke run passes nothing. */
const SMOKE = { cost: 1, memory: 1, cores: 1, cache: 1 };

export async function gather({ profile, signal, progress }: GatherContext): Promise<LongDocuments> {
  const rounds = profile === 'smoke' ? SMOKE : FULL;
  progress('making books');
  const books = { few: book(MEMORY_PAGES.few), many: book(MEMORY_PAGES.many), dense: denseBook(MEMORY_PAGES.many) };
  const measure = async () => ({
    costs: await costs(rounds.cost, progress),
    memory: await memory(books, rounds.memory, progress),
    cores: await cores(rounds.cores, progress),
    cache: await cache(rounds.cache, progress),
  });
  // A smoke run never passes: nothing is gained by waiting for quiet.
  const patience = profile === 'smoke' ? { rounds: 1 } : {};
  const { result, calibration } = await measureCalibrated(measure, { signal, progress, ...patience });
  return { rounds, documents: DOCUMENTS, ...result, calibration };
}

type Progress = GatherContext['progress'];

async function costs(rounds: number, progress: Progress): Promise<LongDocuments['costs']> {
  progress('what reading and writing costs, against its floor');
  const found: Cost[] = [];
  const documents = DOCUMENTS.map((name) => ({ name, pdf: documentNamed(name) }));
  for await (const cost of measureCosts(documents, rounds)) found.push(cost);
  return found.map((cost) => ({ ...cost, ours: [...cost.ours], floor: [...cost.floor] }));
}

async function memory(
  books: Record<'few' | 'many' | 'dense', Uint8Array>,
  rounds: number,
  progress: Progress,
): Promise<LongDocuments['memory']> {
  progress(`memory over books of ${MEMORY_PAGES.many} pages`);
  const peaks = async (pdf: Uint8Array, times: number) => {
    const values: number[] = [];
    for (let round = 0; round < times; round++) values.push(await peakInTasks(pdf));
    return values;
  };
  // Side by side: each process is fresh, and what it takes is its own.
  const [{ few, many }, dense] = await Promise.all([
    peaks(books.few, rounds).then(async (few) => ({ few, many: await peaks(books.many, rounds) })),
    peaks(books.dense, DENSE_ROUNDS),
  ]);
  return { pages: MEMORY_PAGES, few, many, dense };
}

async function cores(rounds: number, progress: Progress): Promise<LongDocuments['cores']> {
  progress('a book on two cores, against one');
  const dense = denseBook(CORES_PAGES);
  return withEngines(async (two, onOne) => {
    let [byTwo, byOne]: (Extraction | null)[] = [null, null];
    const { ours, against } = await inTurn(
      async () => {
        byTwo = await two.extract(dense, {});
      },
      async () => {
        byOne = await onOne.extract(dense, {});
      },
      { rounds, around: onOneCore },
    );
    const same = byTwo !== null && isDeepStrictEqual(byTwo, byOne);
    return { available: availableParallelism(), pages: CORES_PAGES, two: ours, one: against, same };
  });
}

async function cache(rounds: number, progress: Progress): Promise<LongDocuments['cache']> {
  progress('blocks from the cache, against extraction');
  await using one = closing(createPdfEngine({ processes: 1 }));
  const { ours, against } = await withCache(one.engine, (compare) => compare(documentNamed(ORDINARY), rounds));
  return { hit: ours, extraction: against };
}
