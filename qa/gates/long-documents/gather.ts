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
import type { LongDocuments } from './evidence.ts';

/** The text-heavy ones of the corpus. */
const DOCUMENTS = ['paper', 'two-pages', 'newsletter', 'contract', 'columns'];
const ORDINARY = 'report';
const MEMORY_PAGES = { few: 100, many: 500 };
/** Two tasks for each of two processes. */
const CORES_PAGES = 512;
const FULL = { cost: 9, memory: 3, cores: 9, cache: 30 };
/** No round fewer than it takes to run everything: a smoke run passes nothing. */
const SMOKE = { cost: 1, memory: 1, cores: 1, cache: 1 };

export async function gather({ profile, signal, progress }: GatherContext): Promise<LongDocuments> {
  const rounds = profile === 'smoke' ? SMOKE : FULL;
  progress('making books');
  const books = { few: denseBook(MEMORY_PAGES.few), many: denseBook(MEMORY_PAGES.many) };
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

async function memory(books: Record<'few' | 'many', Uint8Array>, rounds: number, progress: Progress): Promise<LongDocuments['memory']> {
  const [few, many]: [number[], number[]] = [[], []];
  for (let round = 1; round <= rounds; round++) {
    progress(`memory over a book of ${MEMORY_PAGES.many} pages, ${round} of ${rounds}`);
    few.push(await peakInTasks(books.few));
    many.push(await peakInTasks(books.many));
  }
  return { pages: MEMORY_PAGES, few, many };
}

async function cores(rounds: number, progress: Progress): Promise<LongDocuments['cores']> {
  progress('a book on two cores, against one');
  const book = denseBook(CORES_PAGES);
  return withEngines(async (two, onOne) => {
    let [byTwo, byOne]: (Extraction | null)[] = [null, null];
    const { ours, against } = await inTurn(
      async () => {
        byTwo = await two.extract(book, {});
      },
      async () => {
        byOne = await onOne.extract(book, {});
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
