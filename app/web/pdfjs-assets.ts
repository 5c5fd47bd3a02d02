import { cp, mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const PACKAGE = dirname(fileURLToPath(import.meta.resolve('pdfjs-dist/package.json')));

/**
 * Copies what pdf.js fetches by name while it draws: the standard fonts that a PDF may leave out, the character maps of
 * CJK fonts, and the image decoders as plain scripts (the content security policy allows no WebAssembly).
 */
export function pdfjsAssets(): Plugin {
  let target = 'dist/pdfjs';
  return {
    name: 'transkeep-pdfjs-assets',
    apply: 'build',
    configResolved(config) {
      target = resolve(config.root, config.build.outDir, 'pdfjs');
    },
    async writeBundle() {
      await mkdir(join(target, 'wasm'), { recursive: true });
      await cp(join(PACKAGE, 'cmaps'), join(target, 'cmaps'), { recursive: true });
      await cp(join(PACKAGE, 'standard_fonts'), join(target, 'standard_fonts'), { recursive: true });
      for (const decoder of ['jbig2_nowasm_fallback.js', 'openjpeg_nowasm_fallback.js']) {
        await cp(join(PACKAGE, 'wasm', decoder), join(target, 'wasm', decoder));
      }
    },
  };
}
