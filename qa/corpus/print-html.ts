import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

/** Prints an HTML page of `sources/` with Chromium. `node qa/corpus/print-html.ts NAME…` */
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-dev-shm-usage'] });
try {
  for (const name of process.argv.slice(2)) {
    const page = await browser.newPage();
    await page.goto(new URL(`sources/${name}.html`, import.meta.url).href);
    await page.pdf({
      path: fileURLToPath(new URL(`${name}.pdf`, import.meta.url)),
      preferCSSPageSize: true,
      printBackground: true,
      outline: true,
      tagged: name !== 'two-pages',
    });
    await page.close();
  }
} finally {
  await browser.close();
}
