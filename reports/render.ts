import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renderBadge } from './badge.ts';
import type { Report } from './contract/index.ts';
import { renderCtrf } from './ctrf.ts';
import { type Exhibits, readExhibits } from './exhibits/read.ts';
import { renderHtml } from './html/page.ts';
import { renderJson, renderJsonSchema } from './json.ts';
import { renderJunit } from './junit.ts';
import { renderMarkdown } from './markdown.ts';
import { renderPrometheus } from './prometheus.ts';
import { renderSarif } from './sarif.ts';
import { parseReport } from './validate.ts';

/** One file per format, each a pure function of the report. HTML comes last: whoever opens it finds the others there. */
const RENDERERS: Readonly<Record<string, (report: Report, shown: Exhibits) => string>> = {
  'report.json': renderJson,
  'report.schema.json': renderJsonSchema,
  'summary.md': (report) => renderMarkdown(report),
  'junit.xml': renderJunit,
  'results.sarif': renderSarif,
  'ctrf.json': renderCtrf,
  'badge.svg': renderBadge,
  'metrics.prom': renderPrometheus,
  'report.html': renderHtml,
};

/**
 * Writes every format into `outDir` and returns the paths written. `runDir` is the folder that the report's paths of evidence
 * start from; by default `outDir`. A file appears whole or not at all.
 * Throws `InvalidReportError` before anything is written when `report` does not fit its schema.
 */
export async function renderReport(report: Report, { outDir, runDir = outDir }: { outDir: string; runDir?: string }): Promise<string[]> {
  const checked = parseReport(report);
  const shown = await readExhibits(checked, runDir);
  const rendered = Object.entries(RENDERERS).map(([name, render]) => [join(outDir, name), render(checked, shown)] as const);
  await mkdir(outDir, { recursive: true });
  for (const [path, content] of rendered) {
    await writeFile(`${path}.part`, content);
    await rename(`${path}.part`, path);
  }
  return rendered.map(([path]) => path);
}
