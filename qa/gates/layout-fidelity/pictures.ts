import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Extraction } from '@transkeep/app/pdf/index.ts';
import type { PdfEnginePool } from '@transkeep/app/pdf/process/pool.ts';
import type { GatherContext } from '@transkeep/reports/contract/index.ts';
import { bytesOf, type CorpusEntry } from '../../corpus/catalogue.ts';

const DPI = 72;
/** Between the two pages, in points. */
const GAP = 12;

interface Pair {
  readonly entry: CorpusEntry;
  readonly engine: PdfEnginePool;
  /** The translation engine's name. */
  readonly name: string;
  readonly output: string;
  /** From 1. */
  readonly page: number;
}

/** Saves a page before and after, side by side, with the text boxes drawn: what a person looks at when a figure is red. */
export async function savePictures(context: GatherContext, { entry, engine, name, output, page }: Pair): Promise<void> {
  const pdf = bytesOf(entry);
  const input = join(context.workDir, 'before.pdf');
  await writeFile(input, pdf);
  const before = await engine.extract(pdf, { password: entry.password });
  const after = await engine.extract(await readFile(output), {});
  const size = before.pages[page - 1];
  if (!size) throw new Error(`${entry.name} has no page ${page}`);
  const left = await picture(context, input, page, before, 0, size, entry.password);
  const right = await picture(context, output, page, after, size.width + GAP, size);
  const width = 2 * size.width + GAP;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${size.height}">${left}${right}</svg>`;
  await context.save(`pages/${entry.name}-${page}.${name}.svg`, svg);
}

async function picture(
  context: GatherContext,
  pdf: string,
  page: number,
  { blocks }: Extraction,
  x: number,
  size: { width: number; height: number },
  password?: string,
): Promise<string> {
  const stem = join(context.workDir, 'page');
  const range = ['-f', String(page), '-l', String(page), '-singlefile', ...(password ? ['-upw', password] : [])];
  await context.run(context.tool('poppler'), ['-r', String(DPI), '-cropbox', '-png', ...range, pdf, stem]);
  const png = (await readFile(`${stem}.png`)).toString('base64');
  const boxes = blocks
    .filter((b) => b.page === page)
    .map(({ box: [x0, y0, x1, y1] }) => `<rect x="${x + x0}" y="${size.height - y1}" width="${x1 - x0}" height="${y1 - y0}"/>`);
  const image = `<image x="${x}" width="${size.width}" height="${size.height}" href="data:image/png;base64,${png}"/>`;
  return `${image}<g fill="none" stroke="#d33" stroke-width="0.5">${boxes.join('')}</g>`;
}
