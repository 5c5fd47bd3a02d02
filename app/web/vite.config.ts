import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { precompress } from './precompress.ts';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), precompress()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    manifest: true,
    // A `data:` URI would need a wider content security policy than the edge gives.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  // `npm start` must be up: the development server then talks to the same API as the built pages.
  server: { proxy: { '/api': { target: 'https://localhost:8443', secure: false } } },
});
