import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GatherContext } from '@transkeep/reports/contract/index.ts';

interface Inspection {
  readonly pages: readonly { readonly width: number; readonly height: number }[];
  readonly blocks: readonly { readonly page: number; readonly box: readonly [number, number, number, number] }[];
}

const DPI = 72;

/** Saves every page before and after, side by side, with the text boxes drawn: what a person looks at when a number is red. */
export async function savePictures(context: GatherContext, document: string, output: string): Promise<void> {
  const input = join(context.repoRoot, 'qa/corpus', `${document}.pdf`);
  const [before, after] = [await inspect(context, input), await inspect(context, output)];
  for (let page = 1; page <= before.pages.length; page++) {
    const size = before.pages[page - 1];
    if (!size) continue;
    const left = await picture(context, input, page, before, 0, size);
    const right = await picture(context, output, page, after, size.width + 12, size);
    const width = 2 * size.width + 12;
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${size.height}">${left}${right}</svg>`;
    await context.save(`pages/${document}-${page}.svg`, svg);
  }
}

async function inspect(context: GatherContext, pdf: string): Promise<Inspection> {
  const { stdout } = await context.run(process.execPath, [join(context.repoRoot, 'app/pdf/cli.ts'), 'inspect', pdf, '--json']);
  return JSON.parse(stdout) as Inspection;
}

async function picture(
  context: GatherContext,
  pdf: string,
  page: number,
  { blocks }: Inspection,
  x: number,
  size: { width: number; height: number },
): Promise<string> {
  const stem = join(context.workDir, 'page');
  const range = ['-f', String(page), '-l', String(page), '-singlefile'];
  await context.run(context.tool('poppler'), ['-r', String(DPI), '-cropbox', '-png', ...range, pdf, stem]);
  const png = (await readFile(`${stem}.png`)).toString('base64');
  const boxes = blocks
    .filter((b) => b.page === page)
    .map(({ box: [x0, y0, x1, y1] }) => `<rect x="${x + x0}" y="${size.height - y1}" width="${x1 - x0}" height="${y1 - y0}"/>`);
  const image = `<image x="${x}" width="${size.width}" height="${size.height}" href="data:image/png;base64,${png}"/>`;
  return `${image}<g fill="none" stroke="#d33" stroke-width="0.5">${boxes.join('')}</g>`;
}
