import { expect, test } from 'vitest';
import { extractDocument } from '../extract-document.ts';
import { DEFAULT_LIMITS } from '../limits.ts';
import { lines, samplePdf } from '../testing/sample.ts';

const blocksOf = async (...pages: string[]) => (await extractDocument(await samplePdf(pages), { limits: DEFAULT_LIMITS })).blocks;
const texts = async (content: string) => (await blocksOf(content)).map((b) => b.text);

test('lines that follow each other are one paragraph, and a word broken at the end of a line is put together', async () => {
  const content = lines(
    [50, 700, 'The garden belongs to all of us, and every neigh-'],
    [50, 688, 'bour works there for four hours in every single month.'],
    [50, 640, 'Another paragraph begins here.'],
  );
  expect(await texts(content)).toEqual([
    'The garden belongs to all of us, and every neighbour works there for four hours in every single month.',
    'Another paragraph begins here.',
  ]);
});

test('letters that share a glyph are read apart', async () => {
  const pdf = await samplePdf([lines([50, 700, 'The di\u0001erence is a matter of taste.'])], { differences: { 1: 'ff' } });
  const { blocks } = await extractDocument(pdf, { limits: DEFAULT_LIMITS });
  expect(blocks.map((b) => b.text)).toEqual(['The difference is a matter of taste.']);
});

test('old-style digits and small capitals are digits and letters', async () => {
  const pdf = await samplePdf([lines([50, 700, 'The year \u0001\u0002\u0002\u0001 in R\u0003\u0004\u0003.'])], {
    differences: { 1: 'oneoldstyle', 2: 'uniF64C', 3: 'Osmall', 4: 'Msmall' },
  });
  const { blocks } = await extractDocument(pdf, { limits: DEFAULT_LIMITS });
  expect(blocks.map((b) => b.text)).toEqual(['The year 1991 in Romo.']);
});

test('a soft hyphen that is drawn within a line is a hyphen', async () => {
  const content = lines(
    [50, 700, 'It is a well\u0001known garden of the neigh\u0001'],
    [50, 688, 'bours, who work there every single month.'],
  );
  const pdf = await samplePdf([content], { differences: { 1: 'softhyphen' } });
  const { blocks } = await extractDocument(pdf, { limits: DEFAULT_LIMITS });
  expect(blocks.map((b) => b.text)).toEqual(['It is a well-known garden of the neighbours, who work there every single month.']);
});

test('signs of TeX that no map names are read', async () => {
  const content = 'BT /F1 10 Tf 50 700 Td (It is made of ) Tj /F3 10 Tf (\\030) Tj /F1 10 Tf (15 pages.) Tj ET';
  const pdf = Buffer.from(await samplePdf([content], { differences: { 24: 'g24' } })).toString('latin1');
  const inTex = Buffer.from(pdf.replace('/BaseFont /Courier', '/BaseFont /CMSY10 '), 'latin1');
  const { blocks } = await extractDocument(inTex, { limits: DEFAULT_LIMITS });
  expect(blocks.map((b) => b.text)).toEqual(['It is made of ∼15 pages.']);
});

test('an accent drawn over a letter is a part of it', async () => {
  const apart = 'BT /F1 10 Tf 50 700 Td (Die Pr) Tj 28.9 -0.5 Td (\\250) Tj -1.12 0.5 Td (ufung endet.) Tj ET';
  const inOne = 'BT /F1 10 Tf 50 650 Td [(Die Pr) -112 (\\250) 444 (ufung endet.)] TJ ET';
  expect(await texts(`${apart} ${inOne}`)).toEqual(['Die Prüfung endet.', 'Die Prüfung endet.']);
  expect(await texts(lines([50, 700, 'A sign: \u00b4u is no letter.']))).toEqual(['A sign: ´u is no letter.']);
});

test('a column ends where a wide gap begins, and the left one is read first', async () => {
  const content = lines(
    [50, 700, 'The left column is filled with text up to its edge,'],
    [300, 700, 'The right column is filled with text too, and it goes'],
    [50, 688, 'and goes on.'],
    [300, 688, 'on as well.'],
  );
  expect(await texts(content)).toEqual([
    'The left column is filled with text up to its edge, and goes on.',
    'The right column is filled with text too, and it goes on as well.',
  ]);
});

test('dots that lead to a page number are no text', async () => {
  const [entry, page] = await blocksOf(lines([50, 700, `Introduction ${'. '.repeat(40)}7`]));
  expect(entry).toMatchObject({ text: 'Introduction', translatable: true });
  expect(page).toMatchObject({ text: '7', kind: 'literal', translatable: false });
});

test('a line to write on stays apart from its label', async () => {
  const blocks = await blocksOf(lines([50, 700, 'Signature: ______________']));
  expect(blocks.map((b) => [b.text, b.translatable])).toEqual([
    ['Signature:', true],
    ['______________', false],
  ]);
});

test('a bullet is no part of its item, and begins a new one', async () => {
  const content = lines(
    [50, 700, '\u0095'],
    [62, 700, 'Close the gate when you leave.'],
    [50, 688, '\u0095'],
    [62, 688, 'Clean all the tools at once.'],
  );
  const items = (await blocksOf(content)).filter((b) => b.translatable);
  expect(items.map((b) => [b.kind, b.text])).toEqual([
    ['list-item', 'Close the gate when you leave.'],
    ['list-item', 'Clean all the tools at once.'],
  ]);
});

test('rows of a table with numbers are not one paragraph', async () => {
  const content = lines(
    [50, 700, 'Winter'],
    [100, 700, '171'],
    [50, 688, 'Spring'],
    [100, 688, '158'],
    [50, 676, 'Summer'],
    [100, 676, '149'],
  );
  expect((await blocksOf(content)).filter((b) => b.translatable).map((b) => b.text)).toEqual(['Winter', 'Spring', 'Summer']);
});

test('a drawn line divides texts, an underline does not', async () => {
  const text = lines([50, 700, 'The first line of it stands here'], [50, 688, 'and the second line follows it.']);
  expect(await texts(`${text} 40 696.5 200 0.5 re f`)).toHaveLength(2);
  expect(await texts(`${text} 50 698.5 80 0.5 re f`)).toHaveLength(1);
});

test('a ground that is askew like its text does not divide it', async () => {
  const letters = [...'Provided by the charity'].map((letter) => `(${letter}) Tj`).join(' ');
  const content = `q 0.866 0.5 -0.5 0.866 300 300 cm 0.9 g 40 0 20 20 re f 0 g BT /F1 10 Tf ${letters} ET Q`;
  expect(await texts(content)).toEqual(['Provided by the charity']);
});

test('a raised small digit is a footnote mark', async () => {
  const content = `BT /F1 10 Tf 50 700 Td (See the note) Tj /F1 6 Tf 4 Ts (12) Tj /F1 10 Tf 0 Ts ( below.) Tj ET`;
  expect(await texts(content)).toEqual(['See the note¹² below.']);
});

test('spaces that only positions tell are read, letter spacing is not', async () => {
  expect(await texts('BT /F1 10 Tf 50 700 Td [(Two)-300(words)] TJ ET')).toEqual(['Two words']);
  expect(await texts('BT /F1 10 Tf 3 Tc 50 700 Td (SPACED) Tj ET')).toEqual(['SPACED']);
});

test('text put into the gaps of other text reads on with it', async () => {
  const page = lines([50, 700, 'Page     of       in all'], [78, 700, '1'], [100, 700, '11']);
  const compound = 'BT /F1 10 Tf 50 650 Td [(self)-400(help)] TJ ET BT /F1 10 Tf 66.7 650 Td (-) Tj ET';
  expect(await texts(`${page} ${compound}`)).toEqual(['Page 1 of 11 in all', 'self-help']);
});

test('code, numbers and addresses are not translated', async () => {
  const code = 'BT /F3 10 Tf 50 700 Td (for \\(i = 0; i < n; i++\\) { sum += v[i]; }) Tj ET';
  const blocks = await blocksOf(`${code} ${lines([50, 600, '1,207.34'], [50, 500, 'https://example.org/a'])}`);
  expect(blocks.map((b) => [b.kind, b.translatable])).toEqual([
    ['code', false],
    ['literal', false],
    ['literal', false],
  ]);
});

test('text that is not seen is no block: off the page, invisible, mirrored', async () => {
  const content = `${lines([50, 900, 'Off the page'])} BT 3 Tr /F1 10 Tf 50 700 Td (Invisible) Tj ET BT 0 Tr -1 0 0 1 200 600 Tm (Mirrored) Tj ET`;
  const { blocks, kept } = await extractDocument(await samplePdf([content]), { limits: DEFAULT_LIMITS });
  expect(blocks).toEqual([]);
  expect(kept.map((k) => k.reason).toSorted()).toEqual(['invisible-text', 'mirrored-text']);
});

test('what stands beyond the page behind leader dots is no block', async () => {
  expect(await texts(lines([50, 700, `Opening hours ${'.'.repeat(250)} Off the page`]))).toEqual(['Opening hours']);
});

test('boxes are those of the page as it is displayed', async () => {
  const pdf = await samplePdf([lines([50, 700, 'Turned text'])], { rotate: 90 });
  const { pages, blocks } = await extractDocument(pdf, { limits: DEFAULT_LIMITS });
  expect(pages).toEqual([{ width: 800, height: 600, rotation: 90 }]);
  const [x0, y0, x1, y1] = blocks[0]?.box ?? [0, 0, 0, 0];
  expect([x0, y1].map(Math.round)).toEqual([698, 550]);
  expect(y1 - y0).toBeGreaterThan(x1 - x0);
});

test('ids are the same for the same bytes', async () => {
  const pdf = await samplePdf([lines([50, 700, 'One']), lines([50, 700, 'Two'])]);
  const ids = async () => (await extractDocument(pdf, { limits: DEFAULT_LIMITS })).blocks.map((b) => b.id);
  expect(await ids()).toEqual(['p1b1', 'p2b1']);
  expect(await ids()).toEqual(await ids());
});

const show = (font: string, text: string) => `/${font} 10 Tf (${text}) Tj`;

test('what looks different inside a block is a span', async () => {
  const bold = `BT 50 700 Td ${show('F1', 'Press ')} ${show('F2', 'Start')} ${show('F1', ', then wait.')} ET`;
  expect(await blocksOf(bold)).toMatchObject([{ text: 'Press Start, then wait.', tagged: 'Press <s1>Start</s1>, then wait.' }]);
  const red = `BT 50 700 Td ${show('F1', 'Never ')} 1 0 0 rg ${show('F1', 'open & close')} 0 g ${show('F1', ' the cover.')} ET`;
  expect((await blocksOf(red))[0]?.tagged).toBe('Never <s1>open &amp; close</s1> the cover.');
  expect((await blocksOf(lines([50, 700, 'All of it is plain.'])))[0]).not.toHaveProperty('tagged');
});

test('a style that changes inside a word, or only at a sign, is no span', async () => {
  const halfBold = `BT 50 700 Td ${show('F2', 'W')} ${show('F1', 'ords are whole')} ${show('F2', ',')} ${show('F1', ' always.')} ET`;
  expect((await blocksOf(halfBold))[0]).not.toHaveProperty('tagged');
});

test('code in a sentence, addresses and raised marks come back to the letter', async () => {
  const code = `BT 50 700 Td ${show('F1', 'Open ')} ${show('F3', 'config.ini')} ${show('F1', ' and read on.')} ET`;
  expect((await blocksOf(code))[0]?.tagged).toBe('Open <k1>config.ini</k1> and read on.');
  const address = lines([50, 700, 'Write to office@example.org or see https://example.org/a.']);
  expect((await blocksOf(address))[0]?.tagged).toBe('Write to <k1>office@example.org</k1> or see <k1>https://example.org/a</k1>.');
  const mark = `BT /F1 10 Tf 50 700 Td (See the note) Tj /F1 6 Tf 4 Ts (12) Tj /F1 10 Tf 0 Ts ( below.) Tj ET`;
  expect((await blocksOf(mark))[0]?.tagged).toBe('See the note<k1>¹²</k1> below.');
});

test('underlined and struck words are spans', async () => {
  const text = lines([50, 700, 'Only these words']);
  expect((await blocksOf(`${text} 50 698.5 22 0.5 re f`))[0]?.tagged).toBe('<s1>Only</s1> these words');
  expect((await blocksOf(`${text} 50 703 22 0.5 re f`))[0]?.tagged).toBe('<s1>Only</s1> these words');
});

test('a compound keeps its hyphen at the end of a line', async () => {
  const joined = async (first: string, second: string, ...more: string[]) =>
    (await texts(lines([50, 700, first], [50, 688, second], ...more.map((t, i) => [50, 500 - 40 * i, t] as const))))[0];
  expect(await joined('The results of this study are well-', 'known to most of its readers today.')).toContain('well-known');
  expect(await joined('This is what they call state-of-the-', 'art in every one of these fields now.')).toContain('state-of-the-art');
  expect(await joined('The machine is reached through an SSH-', 'connection from the office.')).toContain('SSH-connection');
  expect(await joined('Some of the people of the Anglo-', 'Saxon kingdoms lived in this place.')).toContain('Anglo-Saxon');
  expect(await joined('There are many sources from pre-', 'and post-war times in these archives.')).toContain('pre- and post-war');
  const elsewhere = 'A trace-based compiler is described here.';
  expect(await joined('We now present the idea of a trace-', 'based compiler for these languages.', elsewhere)).toContain('trace-based');
  expect(await joined('We now present the idea of a compre-', 'hensive compiler for these languages.')).toContain('comprehensive');
});

test('a coloured line inside a sentence is part of it, a coloured heading is not', async () => {
  const blue = '0 0 1 rg';
  const sentence = `${lines([50, 700, 'Timetables of all the ferries are found on the'])} ${blue} ${lines([50, 688, 'page of the harbour office in this small town'])} 0 g ${lines([50, 676, 'where you can also find the office itself.'])}`;
  expect((await blocksOf(sentence)).map((b) => b.tagged)).toEqual([
    'Timetables of all the ferries are found on the <s1>page of the harbour office in this small town</s1> where you can also find the office itself.',
  ]);
  expect(
    await texts(`${blue} ${lines([50, 700, 'Ferries and their timetables'])} 0 g ${lines([50, 688, 'All ferries leave in the morning.'])}`),
  ).toHaveLength(2);
});

test('a line in another kind of face is another text', async () => {
  const mono = (x: number, y: number, text: string) => `BT /F3 10 Tf ${x} ${y} Td (${text}) Tj ET`;
  const blocks = await blocksOf(`${lines([50, 700, 'The University of the Coast'])} ${mono(50, 688, '{office}@coast.example')}`);
  expect(blocks.map((b) => b.text)).toEqual(['The University of the Coast', '{office}@coast.example']);
});

test('small text beside a high letter is no script of it', async () => {
  const letters = (x: number, y: number, text: string) => [...text].map((c, i) => [x + 6 * i, y, c] as const);
  const beside = [...letters(76, 700, 'fter some years'), ...letters(76, 688, 'of repairs they')];
  const [block] = await blocksOf(`BT /F1 31 Tf 50 684 Td (A) Tj ET ${lines(...beside)}`);
  // At a fixed pitch, narrow letters leave gaps that read as spaces.
  expect(block?.text.replaceAll(' ', '')).toBe('Aftersomeyearsofrepairsthey');
});

test('the wide gaps of a justified line are no columns when they are all the same', async () => {
  // Letters that are all as wide, words 13 points apart; then words that begin at the stops of a table.
  const same = ['nnnn', 'pppp', 'bbbb', 'dddd'].map((t, i) => [50 + i * (4 * 5.56 + 13), 700, t] as const);
  expect(await texts(lines(...same))).toEqual(['nnnn pppp bbbb dddd']);
  const stops = ['nnn', 'pppp', 'b b', 'ddddd'].map((t, i) => [50 + i * 36, 700, t] as const);
  expect(await texts(lines(...stops))).toHaveLength(4);
});
