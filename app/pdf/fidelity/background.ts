import type { Rect } from '../geometry.ts';
import type { Raster } from './poppler.ts';

const TOLERANCE = 8;
/** Glyphs reach a little beyond their font's box, and renderers smooth edges. */
const MARGIN = 3;

/**
 * Share of pixels outside `texts` (points, origin at the lower left) that two renderings of a page have in common.
 * null when no pixel lies outside; 0 when the pages differ in size.
 */
export function unchangedBackground(before: Raster, after: Raster, texts: readonly Rect[]): number | null {
  if (before.width !== after.width || before.height !== after.height) return 0;
  const { width, height } = before;
  const masked = mask(width, height, texts);
  let outside = 0;
  let changed = 0;
  for (let i = 0; i < width * height; i++) {
    if (masked[i]) continue;
    outside++;
    for (let c = 3 * i; c < 3 * i + 3; c++) {
      if (Math.abs((before.pixels[c] as number) - (after.pixels[c] as number)) > TOLERANCE) {
        changed++;
        break;
      }
    }
  }
  return outside === 0 ? null : 1 - changed / outside;
}

function mask(width: number, height: number, texts: readonly Rect[]): Uint8Array {
  const masked = new Uint8Array(width * height);
  for (const [x0, y0, x1, y1] of texts) {
    const left = Math.max(0, Math.floor(x0 - MARGIN));
    const right = Math.min(width, Math.ceil(x1 + MARGIN));
    const top = Math.max(0, Math.floor(height - y1 - MARGIN));
    const bottom = Math.min(height, Math.ceil(height - y0 + MARGIN));
    for (let y = top; y < bottom && left < right; y++) masked.fill(1, y * width + left, y * width + right);
  }
  return masked;
}
