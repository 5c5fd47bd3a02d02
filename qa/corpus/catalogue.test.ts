import { existsSync, readdirSync, statSync } from 'node:fs';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { expect, test } from 'vitest';
import { bytesOf, CORPUS } from './catalogue.ts';

const here = (path: string) => new URL(path, import.meta.url);
const LARGE_PAGES = 50;
const made = CORPUS.filter(({ origin }) => typeof origin === 'function');
const committed = CORPUS.filter(({ origin }) => typeof origin !== 'function');

test('documents have names of their own, a purpose and features', () => {
  expect(new Set(CORPUS.map(({ name }) => name)).size).toBe(CORPUS.length);
  expect(CORPUS.length).toBeGreaterThanOrEqual(60);
  for (const { purpose, features } of CORPUS) {
    expect(purpose.length).toBeGreaterThan(20);
    expect(features.length).toBeGreaterThan(0);
  }
});

test('committed files are small, in the catalogue, and have their source beside them', () => {
  const files = readdirSync(here('.')).filter((file) => file.endsWith('.pdf'));
  expect(files.sort()).toEqual(committed.map(({ name }) => `${name}.pdf`).sort());
  expect(files.reduce((sum, file) => sum + statSync(here(file)).size, 0)).toBeLessThan(3 * 1024 * 1024);
  for (const { name, origin } of committed) {
    expect(origin === 'qpdf' || ['html', 'tex'].some((end) => existsSync(here(`sources/${name}.${end}`))), name).toBe(true);
  }
});

test.each(made.map((entry) => [entry.name, entry] as const))('%s is made the same every time', (_, entry) => {
  expect(Buffer.compare(bytesOf(entry), bytesOf(entry))).toBe(0);
});

test.each(CORPUS.filter(({ pages }) => pages < LARGE_PAGES).map((entry) => [entry.name, entry] as const))(
  '%s has the pages that the catalogue says',
  async (_, entry) => {
    const task = getDocument({ data: bytesOf(entry), password: entry.password ?? '', verbosity: 0, useSystemFonts: false });
    expect((await task.promise).numPages).toBe(entry.pages);
    await task.destroy();
  },
);
