import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** The text of every page, as a reader program extracts it. Throws when the bytes are no PDF. */
export async function pdfText(bytes: Uint8Array): Promise<string[]> {
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0 });
  try {
    const file = await task.promise;
    const pages: string[] = [];
    for (let number = 1; number <= file.numPages; number++) {
      const { items } = await (await file.getPage(number)).getTextContent();
      pages.push(items.map((item) => ('str' in item ? item.str : '')).join(' '));
    }
    return pages;
  } finally {
    await task.destroy();
  }
}

const COMMON = {
  en: ['the', 'of', 'and', 'to', 'is', 'are', 'for', 'with', 'you', 'this'],
  es: ['el', 'la', 'los', 'las', 'de', 'del', 'que', 'y', 'para', 'una'],
} as const;

/** Share of the words that are among the commonest of a language: enough to tell two languages apart, not to judge a translation. */
export function shareOfCommonWords(text: string, language: keyof typeof COMMON): number {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const common: readonly string[] = COMMON[language];
  return words.length === 0 ? 0 : words.filter((word) => common.includes(word)).length / words.length;
}
