import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

/**
 * Makes the corpus anew from `sources/`: `node qa/corpus/make.ts [NAME…]`. Needs Chromium, LaTeX with dvipdfmx, and
 * LibreOffice Writer. The PDFs are committed, as other versions of these programs make other bytes.
 */
const MAKERS: Record<string, (name: string, folder: string) => Promise<void> | void> = {
  'two-pages': (name, folder) => printHtml(name, folder, false),
  brochure: (name, folder) => printHtml(name, folder, true),
  form: libreOffice,
  invoice: libreOffice,
  paper: (name, folder) => latex('pdflatex', name, folder),
  report: (name, folder) => {
    latex('latex', name, folder);
    execFileSync('dvipdfmx', [`${name}.dvi`], { cwd: folder });
  },
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
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-dev-shm-usage'] });
  try {
    const page = await browser.newPage();
    await page.goto(source(`${name}.html`).href);
    await page.pdf({ path: join(folder, `${name}.pdf`), preferCSSPageSize: true, printBackground: true, outline: true, tagged });
  } finally {
    await browser.close();
  }
}

function libreOffice(name: string, folder: string): void {
  const file = fileURLToPath(source(`${name}.html`));
  const filter = ['--infilter=HTML (StarWriter)', '--convert-to', 'pdf:writer_pdf_Export'];
  execFileSync('soffice', ['--headless', ...filter, '--outdir', folder, file]);
}

/** Three runs: contents and references are right only after the second. */
function latex(program: string, name: string, folder: string): void {
  for (let i = 0; i < 3; i++) {
    execFileSync(program, ['-interaction=nonstopmode', fileURLToPath(source(`${name}.tex`))], { cwd: folder, stdio: 'ignore' });
  }
}
