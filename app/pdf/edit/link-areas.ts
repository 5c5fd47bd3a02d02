import { PDFArray, PDFDict, PDFName, PDFNumber } from '@cantoo/pdf-lib';
import type { LinkArea } from '../extract/links.ts';
import { bounds, type Rect } from '../geometry.ts';
import type { Page } from './pages.ts';

/** Gives link annotations their new places, one rectangle per line of words (user space). What is not found stays. */
export function moveLinks({ dict }: Page, places: ReadonlyMap<LinkArea, readonly Rect[]>): void {
  const annotations = dict.lookup(PDFName.of('Annots'));
  if (!(annotations instanceof PDFArray)) return;
  const open = new Map(places);
  for (let i = 0; i < annotations.size(); i++) {
    const annotation = annotations.lookup(i);
    if (!(annotation instanceof PDFDict) || annotation.lookup(PDFName.of('Subtype')) !== PDFName.of('Link')) continue;
    const rect = rectOf(annotation);
    const [area, rects] = [...open].find(([area]) => rect?.every((v, k) => Math.abs(v - (area.rect[k] as number)) < 0.01)) ?? [];
    if (!area || !rects || rects.length === 0) continue;
    open.delete(area);
    place(annotation, rects);
  }
}

function place(annotation: PDFDict, rects: readonly Rect[]): void {
  const { context } = annotation;
  const all = bounds(rects.flatMap((r) => [[r[0], r[1]] as const, [r[2], r[3]] as const]));
  annotation.set(PDFName.of('Rect'), context.obj(all.map(round)));
  annotation.delete(PDFName.of('QuadPoints'));
  if (rects.length < 2) return;
  const quads = rects.flatMap(([x0, y0, x1, y1]) => [x0, y1, x1, y1, x0, y0, x1, y0]);
  annotation.set(PDFName.of('QuadPoints'), context.obj(quads.map(round)));
}

function rectOf(annotation: PDFDict): Rect | undefined {
  const rect = annotation.lookup(PDFName.of('Rect'));
  if (!(rect instanceof PDFArray) || rect.size() !== 4) return undefined;
  const at = (i: number) => {
    const value = rect.lookup(i);
    return value instanceof PDFNumber ? value.asNumber() : Number.NaN;
  };
  return bounds([
    [at(0), at(1)],
    [at(2), at(3)],
  ]);
}

const round = (value: number) => Math.round(value * 100) / 100;
