import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { declaredRoutes, initialFiles, lazyScripts, type Manifest } from './manifest.ts';

const manifest: Manifest = {
  'index.html': { file: 'index.js', isEntry: true, imports: ['_shared.js'], dynamicImports: ['routes/a.tsx'], css: ['index.css'] },
  '_shared.js': { file: 'shared.js', imports: ['_deep.js', 'index.html'] },
  '_deep.js': { file: 'deep.js', css: ['deep.css'] },
  'routes/a.tsx': { file: 'a.js', imports: ['_shared.js', '_late.js'], css: ['a.css'] },
  '_late.js': { file: 'late.js' },
  'font.woff2': { file: 'font.woff2' },
};

test('walks static imports to the end, and no dynamic one', () => {
  expect(initialFiles(manifest)).toEqual(['deep.css', 'deep.js', 'index.css', 'index.js', 'shared.js']);
  expect(lazyScripts(manifest)).toEqual(['a.js', 'late.js']);
  expect(initialFiles({})).toEqual([]);
});

test('finds the routes and which of them are loaded on demand', () => {
  const source = `[{ path: 'a', lazy: async () => ({ Component: (await import('./a-page.tsx')).A }) }, { path: 'b', Component: B },
    { path: 'c', lazy: () => import('./c-page.tsx') }, { path: '*', Component: NotFound }]`;
  expect(declaredRoutes(source)).toEqual([
    { path: 'a', module: 'routes/a-page.tsx' },
    { path: 'b', module: null },
    { path: 'c', module: 'routes/c-page.tsx' },
  ]);
});

test('reads the routes of the app itself', async () => {
  const source = await readFile(join(import.meta.dirname, '../../../app/web/routes/router.tsx'), 'utf8');
  const found = declaredRoutes(source);
  expect(found).toContainEqual({ path: 'documents/:documentId', module: 'routes/review-page.tsx' });
  const imported = [...source.matchAll(/import\('\.\/([^']+)'\)/g)].map(([, file]) => `routes/${file}`);
  expect(found.map(({ module }) => module)).toEqual(imported);
});
