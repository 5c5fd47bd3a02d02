import { documentOf } from '../document.ts';
import { prose } from '../prose.ts';
import { line, paragraph } from '../text.ts';
import type { CorpusEntry } from '../types.ts';

export const LONG: readonly CorpusEntry[] = [
  {
    name: 'five-hundred-pages',
    purpose: 'A book of five hundred pages of text: memory has to stay where it is, page after page',
    features: ['long', 'running-heads'],
    pages: 500,
    origin: () => book(500),
  },
];

/** A book of so many pages. */
export function book(pages: number): Uint8Array {
  return documentOf(Array.from({ length: pages }, (_, page) => ({ content: bookPage(page) })));
}

function bookPage(page: number): string {
  let content = line(535, 810, `Chapter ${1 + Math.floor(page / 25)}`, { face: 'F4', size: 9, align: 'right' });
  let y = 770;
  for (let i = 0; i < 7; i++) {
    const made = paragraph(60, y, 475, prose(page + 3 * i), { face: 'F3', size: 11, align: 'justify' });
    content += made.content;
    y = made.bottom - 24;
  }
  return content + line(297, 40, `${page + 1}`, { face: 'F3', size: 9, align: 'center' });
}
