import { MeasuringProcess } from '@transkeep/app/pdf/bench/measuring-process.ts';
import { bytesOf, CORPUS } from '../corpus/catalogue.ts';
import { denseBook } from '../corpus/families/dense-book.ts';
import { book } from '../corpus/families/long.ts';
import { median } from '../statistics/index.ts';

/** A book would take most of the time and say what a page says. */
const LONG_FROM_PAGES = 50;
/** Characters a page from which a document counts as text-heavy; a full page of a book has two to three thousand. */
const TEXT_HEAVY = 1500;
/** Unmeasured rounds over the whole corpus: engines live long, and V8 compiles what is used. */
const WARM_UP_ROUNDS = 3;

interface Row {
  readonly name: string;
  readonly pages: number;
  readonly textHeavy: boolean;
  /** Median CPU milliseconds of the document. */
  readonly ours: number;
  readonly floor: number;
}

/** Prints, document by document, the CPU time of identity (read, write back) beside the floor's. */
export async function benchPdf(rounds: number): Promise<void> {
  // pdf-lib cannot save a protected file as it is, so that those have no floor.
  const entries = CORPUS.filter(
    ({ answer, features, pages }) => answer === undefined && !features.includes('encrypted') && pages < LONG_FROM_PAGES,
  );
  const documents = entries.map((entry) => ({ name: entry.name, pdf: bytesOf(entry) }));
  using identity = new MeasuringProcess('identity');
  using floor = new MeasuringProcess('floor');
  for (let round = 0; round < WARM_UP_ROUNDS; round++) {
    for (const { pdf } of documents) await Promise.all([identity.measure(pdf), floor.measure(pdf)]);
  }
  const rows: Row[] = [];
  print('document', 'pages', 'ours CPU ms/page', 'floor CPU ms/page', 'ratio');
  for (const { name, pdf } of documents) {
    const [ours, peer]: [number[], number[]] = [[], []];
    let [pages, characters] = [0, 0];
    for (let round = 0; round < rounds; round++) {
      const own = await identity.measure(pdf);
      ours.push(own.cpuMs);
      peer.push((await floor.measure(pdf)).cpuMs);
      ({ pages, characters } = own);
    }
    const row = { name, pages, textHeavy: characters / pages >= TEXT_HEAVY, ours: median(ours), floor: median(peer) };
    rows.push(row);
    printRow(row.textHeavy ? `${name} *` : name, row);
  }
  printRow('all', totalOf(rows));
  const heavy = totalOf(rows.filter(({ textHeavy }) => textHeavy));
  printRow(`text-heavy (*: from ${TEXT_HEAVY} characters a page)`, heavy);
  process.stdout.write(`text-heavy, one core, without start-up: ${((heavy.pages * 1000) / heavy.ours).toFixed(1)} pages/s\n`);
}

/** Prints the most memory that a process doing one book takes, and what a page adds to it. */
export async function benchMemory(): Promise<void> {
  const [few, many] = [100, 500];
  for (const [what, bookOf] of [
    ['book', book],
    ['dense book, many fonts', denseBook],
  ] as const) {
    const peak = async (pages: number) => {
      using fresh = new MeasuringProcess('identity');
      return (await fresh.measure(bookOf(pages))).peakRssMb;
    };
    const [least, most] = [await peak(few), await peak(many)];
    const growth = (most - least) / (many - few);
    process.stdout.write(
      `\n${what}, ${many} pages: peak RSS ${most.toFixed(0)} MB; of ${few}: ${least.toFixed(0)} MB; growth ${growth.toFixed(3)} MB/page`,
    );
  }
  process.stdout.write('\n');
}

function totalOf(rows: readonly Row[]): Pick<Row, 'pages' | 'ours' | 'floor'> {
  const sum = (key: 'pages' | 'ours' | 'floor') => rows.reduce((total, row) => total + row[key], 0);
  return { pages: sum('pages'), ours: sum('ours'), floor: sum('floor') };
}

function printRow(name: string, { pages, ours, floor }: Pick<Row, 'pages' | 'ours' | 'floor'>): void {
  print(name, String(pages), (ours / pages).toFixed(1), (floor / pages).toFixed(1), (ours / floor).toFixed(2));
}

function print(name: string, ...columns: readonly string[]): void {
  process.stdout.write(`${name.padEnd(46)}${columns.map((text) => text.padStart(Math.max(8, text.length + 2))).join('')}\n`);
}
