import { type Cost, measureCosts } from '../benchmarks/cost.ts';
import { withFloor } from '../benchmarks/documents.ts';
import { peakAsWhole, peakInTasks } from '../benchmarks/memory.ts';
import { TEXT_HEAVY } from '../benchmarks/text-heavy.ts';
import { denseBook } from '../corpus/families/dense-book.ts';
import { book } from '../corpus/families/long.ts';
import { median } from '../statistics/index.ts';

/** Pages of the books whose memory is compared, and times that each is measured. */
const [FEW_PAGES, MANY_PAGES, MEMORY_ROUNDS] = [100, 500, 3];

interface Row {
  readonly pages: number;
  /** Median CPU milliseconds of the document. */
  readonly ours: number;
  readonly floor: number;
}

/** Prints, document by document, the CPU time of identity (read, write back) beside the floor's. */
export async function benchPdf(rounds: number): Promise<void> {
  const rows: (Row & { readonly textHeavy: boolean })[] = [];
  print('document', 'pages', 'ours CPU ms/page', 'floor CPU ms/page', 'ratio');
  for await (const cost of measureCosts(withFloor(), rounds)) {
    const textHeavy = cost.characters / cost.pages >= TEXT_HEAVY;
    rows.push({ ...rowOf(cost), textHeavy });
    printRow(textHeavy ? `${cost.name} *` : cost.name, rowOf(cost));
  }
  printRow('all', totalOf(rows));
  const heavy = totalOf(rows.filter(({ textHeavy }) => textHeavy));
  printRow(`text-heavy (*: from ${TEXT_HEAVY} characters a page)`, heavy);
  process.stdout.write(`text-heavy, one core, without start-up: ${((heavy.pages * 1000) / heavy.ours).toFixed(1)} pages/s\n`);
}

/** Prints the most memory that a process doing one book takes, and what a page adds to it: medians, as V8 collects when it likes. */
export async function benchMemory(): Promise<void> {
  for (const [what, bookOf] of [
    ['book', book],
    ['dense book, many fonts', denseBook],
  ] as const) {
    const [few, many] = [bookOf(FEW_PAGES), bookOf(MANY_PAGES)];
    for (const [how, peakOf] of [
      ['in one piece', peakAsWhole],
      ['in tasks', peakInTasks],
    ] as const) {
      const [least, most]: [number[], number[]] = [[], []];
      for (let round = 0; round < MEMORY_ROUNDS; round++) {
        least.push(await peakOf(few));
        most.push(await peakOf(many));
      }
      const growth = (median(most) - median(least)) / (MANY_PAGES - FEW_PAGES);
      process.stdout.write(
        `\n${what}, ${how}, ${MANY_PAGES} pages: peak RSS ${rangeOf(most)} MB; of ${FEW_PAGES}: ${rangeOf(least)} MB; growth ${growth.toFixed(3)} MB/page`,
      );
    }
  }
  process.stdout.write('\n');
}

/** `283 (279–290)` */
const rangeOf = (values: readonly number[]) =>
  `${median(values).toFixed(0)} (${Math.min(...values).toFixed(0)}–${Math.max(...values).toFixed(0)})`;

const rowOf = ({ pages, ours, floor }: Cost): Row => ({ pages, ours: median(ours), floor: median(floor) });

function totalOf(rows: readonly Row[]): Row {
  const sum = (key: keyof Row) => rows.reduce((total, row) => total + row[key], 0);
  return { pages: sum('pages'), ours: sum('ours'), floor: sum('floor') };
}

function printRow(name: string, { pages, ours, floor }: Row): void {
  print(name, String(pages), (ours / pages).toFixed(1), (floor / pages).toFixed(1), (ours / floor).toFixed(2));
}

function print(name: string, ...columns: readonly string[]): void {
  process.stdout.write(`${name.padEnd(46)}${columns.map((text) => text.padStart(Math.max(8, text.length + 2))).join('')}\n`);
}
