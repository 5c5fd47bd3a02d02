import { documentOf } from '../document.ts';
import { prose } from '../prose.ts';
import { line, paragraph, widthOf } from '../text.ts';
import type { CorpusEntry } from '../types.ts';

export const LAYOUT: readonly CorpusEntry[] = [
  {
    name: 'columns',
    purpose: 'Three narrow justified columns with hyphens at line ends, under one heading',
    features: ['columns', 'hyphens', 'alignment'],
    pages: 1,
    origin: () => documentOf([{ content: columns() }]),
  },
  {
    name: 'broken-sentences',
    purpose: 'Sentences that go on in the next column and on the next page, past a footnote and a running head, one of them within a word',
    features: ['columns', 'hyphens', 'footnotes', 'running-heads'],
    pages: 2,
    origin: () => documentOf([1, 2].map((page) => ({ content: brokenSentences(page) }))),
  },
  {
    name: 'alignment',
    purpose: 'The same width left, right, centred and justified',
    features: ['alignment'],
    pages: 1,
    origin: () =>
      documentOf([
        {
          content: (['left', 'right', 'center', 'justify'] as const)
            .map((align, i) => paragraph(80, 770 - 130 * i, 420, prose(i), { size: 11, align }).content)
            .join(''),
        },
      ]),
  },
  {
    name: 'drop-cap',
    purpose: 'A drop capital two lines high, whose letter belongs to the first word',
    features: ['drop-cap', 'alignment'],
    pages: 1,
    origin: () => documentOf([{ content: dropCap() }]),
  },
  {
    name: 'contents-page',
    purpose: 'Dot leaders to page numbers at the right, in two levels',
    features: ['leaders'],
    pages: 1,
    origin: () => documentOf([{ content: contentsPage() }]),
  },
  {
    name: 'footnotes',
    purpose: 'Raised marks in the text, smaller notes under a short rule, a running head and a page number',
    features: ['footnotes', 'running-heads'],
    pages: 2,
    origin: () => documentOf([0, 1].map((page) => ({ content: footnotes(page) }))),
  },
  {
    name: 'lists',
    purpose: 'Bullets, numbers and letters, three levels deep, with items of several lines',
    features: ['lists'],
    pages: 1,
    origin: () => documentOf([{ content: lists() }]),
  },
  {
    name: 'code-listing',
    purpose: 'A listing in a typewriter face between paragraphs: it must not be translated',
    features: ['code'],
    pages: 1,
    origin: () => documentOf([{ content: codeListing() }]),
  },
  {
    name: 'formulas',
    purpose: 'A formula on a line of its own with indices and a fraction, between sentences',
    features: ['formulas'],
    pages: 1,
    origin: () => documentOf([{ content: formulas() }]),
  },
  {
    name: 'ruled-table',
    purpose: 'A table with ruled cells, text of two lines in some, numbers to the right',
    features: ['tables', 'alignment'],
    pages: 1,
    origin: () => documentOf([{ content: ruledTable() }]),
  },
  {
    name: 'open-table',
    purpose: 'A table without any line: columns are kept by white space only',
    features: ['tables'],
    pages: 1,
    origin: () => documentOf([{ content: openTable() }]),
  },
  {
    name: 'letter-spaced',
    purpose: 'Spaced-out headings, words set letter by letter with kerning, and a stretched line',
    features: ['alignment', 'headings'],
    pages: 1,
    origin: () => documentOf([{ content: letterSpaced() }]),
  },
];

function columns(): string {
  let content = line(60, 780, 'News from the valley', { face: 'F2', size: 20 });
  for (let column = 0; column < 3; column++) {
    let y = 745;
    for (let i = 0; i < 4; i++) {
      const made = paragraph(60 + 165 * column, y, 145, prose(column * 3 + i), {
        face: 'F3',
        size: 9.5,
        align: 'justify',
        hyphenate: true,
      });
      content += made.content;
      y = made.bottom - 22;
    }
  }
  return content;
}

function brokenSentences(page: number): string {
  const [left = '', right = ''] = [
    [
      'The council repaired the old mill beside the river, and since last winter the visi-',
      'tors of the town can see how flour was made when the wheel turned every day for the',
    ],
    [
      'bakers of three villages. They paid for it with bread. Today the mill is open every Sunday, and a guide explains',
      'the machines to everybody who asks.',
    ],
  ][page - 1] as [string, string];
  return (
    line(60, 800, 'The mill beside the river', { size: 8 }) +
    paragraph(60, 760, 220, left, { size: 11 }).content +
    line(60, 100, '1  As the report of the council says.', { size: 7 }) +
    paragraph(310, 760, 220, right, { size: 11 }).content
  );
}

function dropCap(): string {
  const [first = '', rest = ''] = [prose(0).slice(0, 1), prose(0).slice(1)];
  const words = rest.split(' ');
  const cap = widthOf(first, 'F3', 34) + 2;
  const lines = `${paragraph(60 + cap, 744, 400 - cap, words.slice(0, 22).join(' '), { face: 'F3', size: 12 }).content}`;
  return `${line(60, 729, first, { face: 'F3', size: 34 })}${lines}${paragraph(60, 690, 400, prose(1), { face: 'F3', size: 12 }).content}`;
}

function contentsPage(): string {
  const rows: readonly (readonly [level: number, title: string, page: string])[] = [
    [0, 'Before you begin', '3'],
    [1, 'What is in the box', '4'],
    [1, 'Where to put the machine', '5'],
    [0, 'Daily use', '9'],
    [1, 'The first cup of coffee', '10'],
    [1, 'When the water is too hard', '12'],
    [0, 'Care and repair', '17'],
    [1, 'Cleaning the filter', '18'],
    [1, 'Whom to call', '21'],
  ];
  const made = rows.map(([level, title, page], i) => {
    const [x, y, face] = [60 + 18 * level, 730 - 20 * i, level === 0 ? 'F2' : 'F1'] as const;
    const from = x + widthOf(title, face, 11) + 6;
    const dots = '.'.repeat(Math.floor((515 - from) / widthOf('.', 'F1', 11)));
    return (
      line(x, y, title, { face, size: 11 }) +
      line(518, y, dots, { size: 11, align: 'right' }) +
      line(535, y, page, { face, size: 11, align: 'right' })
    );
  });
  return line(60, 780, 'Contents', { face: 'F2', size: 18 }) + made.join('');
}

function footnotes(page: number): string {
  const raised = `BT /F3 11 Tf 60 700 Td (The mill was built in the reign of the old duke) Tj 4 Ts /F3 7 Tf (${page + 1}) Tj 0 Ts /F3 11 Tf ( and burned down twice.) Tj ET\n`;
  return (
    line(60, 810, 'A short history of the mill', { face: 'F4', size: 9 }) +
    line(535, 810, `${page + 12}`, { face: 'F3', size: 9, align: 'right' }) +
    paragraph(60, 770, 460, prose(page + 1), { face: 'F3', size: 11, align: 'justify' }).content +
    raised +
    paragraph(60, 670, 460, prose(page + 4), { face: 'F3', size: 11, align: 'justify' }).content +
    '0.5 w 60 120 m 180 120 l S\n' +
    paragraph(60, 106, 460, `${page + 1} The oldest plan of the building lies in the archive of the town and may be seen on request.`, {
      face: 'F3',
      size: 8,
    }).content
  );
}

function lists(): string {
  const rows: readonly (readonly [level: number, mark: string, text: string])[] = [
    [0, '1.', 'Turn the machine off and wait until the fan has come to rest.'],
    [0, '2.', 'Take these parts out of the box and lay them on a clean cloth before you open the cover of the machine:'],
    [1, '•', 'the new filter with its blue frame,'],
    [1, '•', 'four short screws, which replace the long ones of the older model, and'],
    [1, '•', 'the rubber seal.'],
    [0, '3.', 'Close the cover and check the following:'],
    [1, 'a)', 'the lamp is green,'],
    [2, '–', 'if it is yellow, wait for a minute;'],
    [2, '–', 'if it stays red, call the service;'],
    [1, 'b)', 'no water runs out below the machine.'],
  ];
  let content = line(60, 780, 'How to change the filter', { face: 'F2', size: 16 });
  let y = 745;
  for (const [level, mark, text] of rows) {
    const x = 60 + 22 * level;
    const made = paragraph(x + 18, y, 440 - 22 * level, text, { size: 11 });
    content += line(x, y, mark, { size: 11 }) + made.content;
    y = made.bottom - 20;
  }
  return content;
}

function codeListing(): string {
  const code = [
    'function area(width, height) {',
    '  if (width < 0) throw new RangeError("width");',
    '  return width * height;',
    '}',
    '',
    'console.log(area(3, 4)); // 12',
  ];
  return (
    paragraph(
      60,
      770,
      440,
      'The following program computes the area of a room. Both sides are given in metres, and the result is printed on the screen.',
      { size: 11 },
    ).content +
    `0.95 g 56 600 460 110 re f 0 g\n${code.map((row, i) => line(66, 690 - 15 * i, row, { face: 'F5', size: 10 })).join('')}` +
    paragraph(60, 570, 440, 'Save the program under any name and start it in the folder where you keep your plans.', { size: 11 }).content
  );
}

function formulas(): string {
  const formula =
    'BT /F4 13 Tf 220 640 Td (E) Tj /F3 13 Tf ( = ) Tj /F4 13 Tf (mc) Tj 5 Ts /F3 8 Tf (2) Tj 0 Ts /F3 13 Tf ( + ) Tj ET\n' +
    'BT /F4 13 Tf 296 649 Td (a + b) Tj ET 290 644 m 334 644 l S BT /F4 13 Tf 300 630 Td (2n) Tj ET\n';
  return (
    paragraph(60, 770, 440, prose(3), { face: 'F3', size: 12 }).content +
    paragraph(60, 690, 440, 'The energy follows from the mass and from two constants that were measured before:', { face: 'F3', size: 12 })
      .content +
    formula +
    paragraph(60, 590, 440, 'Both constants depend on the depth of the water, which is given in metres.', { face: 'F3', size: 12 }).content
  );
}

const ROWS = [
  ['Article', 'Where it is kept', 'Pieces', 'Price'],
  ['Blue filter with frame', 'Shelf near the door of the warehouse', '24', '4.50'],
  ['Rubber seal', 'Second drawer', '118', '1.20'],
  ['Short screw', 'Box under the window, next to the tools', '1,400', '0.05'],
  ['Cover of the machine', 'Cellar', '7', '31.00'],
] as const;

function ruledTable(): string {
  const edges = [60, 190, 380, 460, 535];
  let content = line(60, 780, 'Stock at the end of the month', { face: 'F2', size: 16 });
  for (const [r, row] of ROWS.entries()) {
    const top = 750 - 40 * r;
    content += `0.7 w ${edges
      .slice(0, -1)
      .map((x, c) => `${x} ${top - 40} ${(edges[c + 1] ?? x) - x} 40 re`)
      .join(' ')} S\n`;
    for (const [c, cell] of row.entries()) {
      const [x = 0, end = 0] = edges.slice(c, c + 2);
      const style = { face: r === 0 ? 'F2' : 'F1', size: 10 } as const;
      content +=
        c > 1 && r > 0
          ? line(end - 6, top - 16, cell, { ...style, align: 'right' })
          : paragraph(x + 6, top - 16, end - x - 12, cell, style).content;
    }
  }
  return content;
}

function openTable(): string {
  const starts = [60, 200, 430, 500];
  const rows = ROWS.map((row, r) =>
    row.map((cell, c) => line(starts[c] ?? 60, 740 - 22 * r, cell, { face: r === 0 ? 'F2' : 'F1' })).join(''),
  );
  return line(60, 780, 'Prices of spare parts', { face: 'F2', size: 16 }) + rows.join('') + paragraph(60, 590, 460, prose(7)).content;
}

function letterSpaced(): string {
  const kerned = 'The weather stays calm on the western coast.'.replace(/ (\w)/g, ') -260 ($1');
  return (
    'BT /F2 16 Tf 4 Tc 60 770 Td (ANNUAL REPORT) Tj 0 Tc ET\n' +
    `BT /F3 12 Tf 60 730 Td [(${kerned})] TJ ET\n` +
    'BT /F1 12 Tf 120 Tz 60 700 Td (A stretched line of text ends here.) Tj 100 Tz ET\n' +
    'BT /F1 12 Tf 60 670 Td (R) Tj (e) Tj (a) Tj (d ) Tj (the manual ) Tj (before) Tj ( use.) Tj ET\n' +
    paragraph(60, 630, 440, prose(8), { size: 11 }).content
  );
}
