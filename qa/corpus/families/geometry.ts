import { documentOf, type PageSpec } from '../document.ts';
import { prose } from '../prose.ts';
import { line, paragraph } from '../text.ts';
import type { CorpusEntry } from '../types.ts';

export const GEOMETRY: readonly CorpusEntry[] = [
  ...[90, 180, 270].map(
    (angle): CorpusEntry => ({
      name: `rotated-${angle}`,
      purpose: `A page that is shown turned by ${angle} degrees, its text written so that it reads upright`,
      features: ['rotation'],
      pages: 1,
      origin: () => documentOf([turned(angle)]),
    }),
  ),
  {
    name: 'rotated-mixed',
    purpose: 'Upright and turned pages in one file, and a rotation below zero',
    features: ['rotation'],
    pages: 4,
    origin: () => documentOf([turned(0), turned(90), turned(-90), turned(180)]),
  },
  {
    name: 'sideways-text',
    purpose: 'Text that stands on its side on an upright page, as labels of tables do',
    features: ['rotation'],
    pages: 1,
    origin: () => documentOf([{ content: `q 0 1 -1 0 560 120 cm ${text(0, 0, 3)} Q ${text(60, 780, 0)}` }]),
  },
  {
    name: 'cropped',
    purpose: 'A CropBox inside the MediaBox, with printer marks outside it that nobody sees',
    features: ['crop'],
    pages: 1,
    origin: () =>
      documentOf([
        {
          entries: '/CropBox [40 60 555 800] /TrimBox [50 70 545 790]',
          content: `${line(5, 830, 'Printer marks', { size: 6 })}${text(70, 740, 1)}${line(5, 10, 'Sheet 4 of 16', { size: 6 })}`,
        },
      ]),
  },
  {
    name: 'negative-origin',
    purpose: 'A MediaBox around the origin: half of all coordinates are below zero',
    features: ['crop'],
    pages: 1,
    origin: () => documentOf([{ mediaBox: [-297, -421, 298, 421], content: text(-240, 360, 2) + text(-240, 100, 5) }]),
  },
  {
    name: 'inverted-box',
    purpose: 'A MediaBox with its corners the wrong way round, which readers put right',
    features: ['crop'],
    pages: 1,
    origin: () => documentOf([{ mediaBox: [595, 842, 0, 0], content: text(60, 780, 4) }]),
  },
  {
    name: 'user-unit',
    purpose: 'UserUnit 2: every unit is two points',
    features: ['page-size'],
    pages: 1,
    origin: () => documentOf([{ mediaBox: [0, 0, 298, 421], entries: '/UserUnit 2', content: text(30, 390, 6, 6, 230) }]),
  },
  {
    name: 'flipped-axis',
    purpose: 'A content stream that turns the y axis over and turns the letters back, as some report writers do',
    features: ['page-size'],
    pages: 1,
    origin: () => documentOf([{ content: flipped() }]),
  },
  {
    name: 'small-pages',
    purpose: 'Labels of 100 by 60 points: hardly any room around the text',
    features: ['page-size'],
    pages: 3,
    origin: () =>
      documentOf(
        ['Keep dry and cool', 'Handle with care', 'This side up'].map((title, i) => ({
          mediaBox: [0, 0, 100, 60],
          content: line(6, 42, title, { face: 'F2', size: 7 }) + line(6, 26, `Box ${i + 1} of 3`, { size: 6 }),
        })),
      ),
  },
  {
    name: 'large-page',
    purpose: 'A poster of one by 1.4 metres with text from 10 to 90 points',
    features: ['page-size', 'headings'],
    pages: 1,
    origin: () =>
      documentOf([
        {
          mediaBox: [0, 0, 2835, 3969],
          content:
            line(200, 3700, 'The river through the year', { face: 'F2', size: 90 }) + text(200, 3500, 3, 36, 2200) + text(200, 300, 8),
        },
      ]),
  },
];

function text(x: number, y: number, index: number, size = 11, width = 430): string {
  return paragraph(x, y, width, prose(index), { size }).content;
}

/** A page turned by `angle`, its content turned the other way. */
function turned(angle: number): PageSpec {
  const upright = line(60, 500, 'Timetable and prices', { face: 'F2', size: 16 }) + text(60, 470, 0) + text(60, 380, 5);
  const matrix: Record<number, string> = { 0: '1 0 0 1 0 0', 90: '0 1 -1 0 595 0', 180: '-1 0 0 -1 595 842', 270: '0 -1 1 0 0 842' };
  return { entries: `/Rotate ${angle}`, content: `q ${matrix[(angle + 360) % 360]} cm\n${upright}Q\n` };
}

function flipped(): string {
  const rows = [prose(7).slice(0, 78), 'A second line stands below the first one.', 'The last line ends the page.'];
  return `q 1 0 0 -1 0 842 cm\n${rows.map((row, i) => `BT /F1 11 Tf 1 0 0 -1 60 ${80 + 18 * i} Tm (${row}) Tj ET\n`).join('')}Q\n`;
}
