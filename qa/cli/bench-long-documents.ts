import { createPdfEngine, type PdfEngine } from '@transkeep/app/pdf/index.ts';
import { withCache } from '../benchmarks/cache.ts';
import { withEngines } from '../benchmarks/cores.ts';
import { documentNamed } from '../benchmarks/documents.ts';
import { closing, identity } from '../benchmarks/identity.ts';
import { inTurn } from '../benchmarks/in-turn.ts';
import { onOneCore } from '../benchmarks/one-core.ts';
import { denseBook } from '../corpus/families/dense-book.ts';
import { median } from '../statistics/index.ts';

const ROUNDS = 3;
/** A hit takes less than a millisecond: three of them would measure the clock. */
const CACHE_ROUNDS = 30;
const ORDINARY = 'report';
const BOOK = 'five-hundred-pages';

/** Prints what a document costs that is not done from the beginning, or not by one process: wall times in turn, medians. */
export async function benchLongDocuments(): Promise<void> {
  process.stdout.write(
    `\n${'work'.padEnd(62)} this, ms   against, ms   against ÷ this (medians of ${ROUNDS}; of the cache, ${CACHE_ROUNDS} for ${ORDINARY})\n`,
  );
  await using one = closing(createPdfEngine({ processes: 1 }));
  for (const name of [ORDINARY, BOOK]) {
    const pdf = documentNamed(name);
    const { translations, pdf: previous } = await identity(one.engine, pdf);
    const edit = { language: 'en', onlyPages: [2], previous };
    const anew = () => one.engine.render(pdf, translations, edit);
    const all = () => one.engine.render(pdf, translations, { language: 'en' });
    print(`${name}: one page anew, against all of it`, await inTurn(anew, all, { rounds: ROUNDS }));
  }
  await benchCores(BOOK, documentNamed(BOOK), one.engine);
  await benchCores('dense book, 500 pages', denseBook(500), one.engine);
  await withCache(one.engine, async (compare) => {
    for (const [name, rounds] of [
      [ORDINARY, CACHE_ROUNDS],
      [BOOK, ROUNDS],
    ] as const) {
      print(`${name}: blocks from the cache, against extraction`, await compare(documentNamed(name), rounds));
    }
  });
}

async function benchCores(name: string, book: Uint8Array, one: PdfEngine): Promise<void> {
  await withEngines(async (two, onOne) => {
    const { translations } = await identity(two, book);
    const works: [string, (engine: PdfEngine) => Promise<unknown>][] = [
      ['extracted', (engine) => engine.extract(book, {})],
      ['written', (engine) => engine.render(book, translations, { language: 'en' })],
      ['both', (engine) => identity(engine, book)],
    ];
    for (const [done, work] of works) {
      const times = await inTurn(
        () => work(two),
        () => work(onOne),
        { rounds: ROUNDS, around: onOneCore },
      );
      print(`${name}: ${done} on two cores, on one`, times);
    }
    const byProcesses = await inTurn(
      () => identity(two, book),
      () => identity(one, book),
      { rounds: ROUNDS },
    );
    print(`${name}: both by two processes, by one`, byProcesses);
  });
}

function print(what: string, { ours, against }: Awaited<ReturnType<typeof inTurn>>): void {
  const ratio = median(against.map((value, i) => value / (ours[i] as number)));
  const figures = [median(ours), median(against)].map((value, i) => value.toFixed(1).padStart(i === 0 ? 9 : 14));
  process.stdout.write(`${what.padEnd(62)} ${figures.join('')} ${ratio.toFixed(2).padStart(16)}\n`);
}
