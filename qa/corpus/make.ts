import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { locateChromium } from '../setup/locate.mjs';

/**
 * Makes the corpus anew from `sources/`: `node qa/corpus/make.ts [NAME…]`. Needs Chromium, LaTeX with dvipdfmx,
 * LibreOffice Writer, and qpdf. The PDFs are committed, as other versions of these programs make other bytes.
 */
const MAKERS: Record<string, (name: string, folder: string) => Promise<void> | void> = {
  'two-pages': (name, folder) => printHtml(name, folder, false),
  brochure: (name, folder) => printHtml(name, folder, true),
  newsletter: (name, folder) => printHtml(name, folder, true),
  slides: (name, folder) => printHtml(name, folder, true),
  arabic: (name, folder) => printHtml(name, folder, true),
  form: (name, folder) => libreOffice(name, folder),
  invoice: (name, folder) => libreOffice(name, folder),
  // 1 and 2 are PDF/A-1b and PDF/A-2b; the second is tagged, too.
  minutes: (name, folder) => libreOffice(name, folder, { SelectPdfVersion: 1 }),
  contract: (name, folder) => libreOffice(name, folder, { SelectPdfVersion: 2, UseTaggedPDF: true, ExportBookmarks: true }),
  paper: (name, folder) => latex('pdflatex', name, folder),
  maths: (name, folder) => latex('pdflatex', name, folder),
  manual: (name, folder) => latex('pdflatex', name, folder),
  report: (name, folder) => {
    latex('latex', name, folder);
    execFileSync('dvipdfmx', [`${name}.dvi`], { cwd: folder });
  },
  protected: (name, folder) => qpdf(name, folder, ['--encrypt', 'harbour', 'owner', '256', '--']),
  'open-protected': (name, folder) => qpdf(name, folder, ['--allow-weak-crypto', '--encrypt', '', 'owner', '128', '--print=low', '--']),
  linearised: (name, folder) => qpdf(name, folder, ['--linearize']),
};

const source = (file: string) => new URL(`sources/${file}`, import.meta.url);
const wanted = process.argv.slice(2);
for (const [name, make] of Object.entries(MAKERS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const folder = mkdtempSync(join(tmpdir(), 'transkeep-corpus-'));
  try {
    await make(name, folder);
    copyFileSync(join(folder, `${name}.pdf`), new URL(`${name}.pdf`, import.meta.url));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function printHtml(name: string, folder: string, tagged: boolean): Promise<void> {
  const executablePath = locateChromium();
  if (!executablePath) throw new Error('there is no Chromium: npm run setup');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
  try {
    const page = await browser.newPage();
    await page.goto(source(`${name}.html`).href);
    await page.pdf({ path: join(folder, `${name}.pdf`), preferCSSPageSize: true, printBackground: true, outline: true, tagged });
  } finally {
    await browser.close();
  }
}

function libreOffice(name: string, folder: string, settings: Record<string, number | boolean> = {}): void {
  const file = fileURLToPath(source(`${name}.html`));
  const typed = Object.entries(settings).map(([key, value]) => [
    key,
    { type: typeof value === 'number' ? 'long' : 'boolean', value: String(value) },
  ]);
  const filter = `pdf:writer_pdf_Export${typed.length > 0 ? `:${JSON.stringify(Object.fromEntries(typed))}` : ''}`;
  execFileSync('soffice', ['--headless', '--infilter=HTML (StarWriter)', '--convert-to', filter, '--outdir', folder, file]);
}

/** Rewrites the minutes, as the shape of the file is what these documents are there for. */
function qpdf(name: string, folder: string, options: readonly string[]): void {
  const input = fileURLToPath(new URL('minutes.pdf', import.meta.url));
  execFileSync('qpdf', [input, '--static-id', ...options, `${name}.pdf`], { cwd: folder });
}

/** Three runs: contents and references are right only after the second. */
function latex(program: string, name: string, folder: string): void {
  for (let i = 0; i < 3; i++) {
    execFileSync(program, ['-interaction=nonstopmode', fileURLToPath(source(`${name}.tex`))], { cwd: folder, stdio: 'ignore' });
  }
}
