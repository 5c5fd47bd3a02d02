import { mkdir, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from './contract/index.ts';
import { renderCtrf } from './ctrf.ts';
import { renderHtml } from './html/page.ts';
import { renderJson } from './json.ts';
import { renderJunit } from './junit.ts';
import { renderMarkdown } from './markdown.ts';
import { renderSarif } from './sarif.ts';
import { parseReport } from './validate.ts';

/** One file per format, each a pure function of the report. HTML comes last: whoever opens it finds the others there. */
const RENDERERS: Readonly<Record<string, (report: Report, sizes: ReadonlyMap<string, number>) => string>> = {
  'report.json': renderJson,
  'summary.md': (report) => renderMarkdown(report),
  'junit.xml': renderJunit,
  'results.sarif': renderSarif,
  'ctrf.json': renderCtrf,
  'report.html': renderHtml,
};

const EVIDENCE = 'evidence/';

/** Sizes of the evidence files that are really there, so that the page never links to one that is not. */
async function evidenceSizes(report: Report, evidenceDir: string): Promise<ReadonlyMap<string, number>> {
  const paths = new Set(
    report.criteria.flatMap((criterion) => criterion.clauses.flatMap((clause) => clause.evidence.map(({ path }) => path))),
  );
  const sizes = new Map<string, number>();
  for (const path of paths) {
    if (!path.startsWith(EVIDENCE) || path.split('/').includes('..')) continue;
    const found = await stat(join(evidenceDir, path.slice(EVIDENCE.length))).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
      throw error;
    });
    if (found?.isFile()) sizes.set(path, found.size);
  }
  return sizes;
}

/**
 * Writes every format into `outDir` and returns the paths written. `evidenceDir` is the folder that the report's
 * `evidence/…` paths point into; by default `outDir/evidence`. A file appears whole or not at all.
 * Throws `InvalidReportError` before anything is written when `report` does not fit its schema.
 */
export async function renderReport(report: Report, { outDir, evidenceDir }: { outDir: string; evidenceDir?: string }): Promise<string[]> {
  const checked = parseReport(report);
  const sizes = await evidenceSizes(checked, evidenceDir ?? join(outDir, 'evidence'));
  const rendered = Object.entries(RENDERERS).map(([name, render]) => [join(outDir, name), render(checked, sizes)] as const);
  await mkdir(outDir, { recursive: true });
  for (const [path, content] of rendered) {
    await writeFile(`${path}.part`, content);
    await rename(`${path}.part`, path);
  }
  return rendered.map(([path]) => path);
}
