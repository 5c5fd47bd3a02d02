import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, searchForWorkspaceRoot } from 'vite';
import { pdfjsAssets } from './pdfjs-assets.ts';
import { precompress } from './precompress.ts';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), pdfjsAssets(), precompress()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    manifest: true,
    // A `data:` URI would need a wider content security policy than the edge gives.
    assetsInlineLimit: 0,
    // pdf.js alone is more than Vite's default; it is only ever loaded by the review page.
    chunkSizeWarningLimit: 700,
    modulePreload: { polyfill: false },
  },
  server: {
    // `npm start` must be up: the development server then talks to the same API as the built pages.
    proxy: { '/api': { target: 'https://localhost:8443', secure: false } },
    // Packages may be links to those of another checkout.
    fs: {
      allow: [searchForWorkspaceRoot(import.meta.dirname), dirname(realpathSync(join(import.meta.dirname, '../../node_modules/vite')))],
    },
  },
});
