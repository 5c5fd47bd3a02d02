import { DocumentBuilder } from '../document.ts';
import { embedTrueType } from '../embed-font.ts';
import { PROSE, prose } from '../prose.ts';
import { round } from '../text.ts';

const FACES = {
  heading: '@expo-google-fonts/arimo/700Bold/Arimo_700Bold.ttf',
  text: '@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf',
  emphasis: '@expo-google-fonts/tinos/400Regular_Italic/Tinos_400Regular_Italic.ttf',
};
const PAGES_PER_CHAPTER = 20;
const CHARACTERS_PER_PAGE = 3000;
const [TOP, LEFT, WIDTH, SIZE, LEADING] = [790, 50, 495, 9.5, 11.5] as const;

/**
 * A book of so many pages of small print, each chapter with subsets of three fonts of its own, as in books that were put together
 * from files: what a page adds to the memory of whoever reads it, at its worst.
 */
export function denseBook(pages: number): Uint8Array {
  const builder = new DocumentBuilder();
  const letters = `${PROSE.join('')} Chapter 0123456789`;
  for (let first = 0; first < pages; first += PAGES_PER_CHAPTER) {
    const fonts = Object.entries(FACES).map(([name, file]) => ({
      name,
      ...embedTrueType(builder.pdf, file, letters, { toUnicode: true }),
    }));
    const resources = fonts.map(({ name, reference }) => `/${name} ${reference}`).join(' ');
    for (let page = first; page < Math.min(pages, first + PAGES_PER_CHAPTER); page++) {
      builder.page({ content: densePage(page, fonts), fonts: resources });
    }
  }
  return builder.write();
}

type ChapterFont = ReturnType<typeof embedTrueType> & { readonly name: string };

function densePage(page: number, [heading, text, emphasis]: readonly ChapterFont[]): string {
  let y: number = TOP;
  let content = '';
  const write = (font: ChapterFont | undefined, words: string) => {
    for (const line of font?.lines(words, SIZE, WIDTH) ?? []) {
      content += `BT /${font?.name} ${SIZE} Tf ${LEFT} ${round(y)} Td ${font?.encode(line)} Tj ET\n`;
      y -= LEADING;
    }
    y -= LEADING / 2;
  };
  write(heading, `Chapter ${1 + Math.floor(page / PAGES_PER_CHAPTER)}`);
  for (let i = 0, characters = 0; characters < CHARACTERS_PER_PAGE; i++) {
    const words = prose(page + 3 * i);
    write(i % 4 === 3 ? emphasis : text, words);
    characters += words.length;
  }
  return content;
}
