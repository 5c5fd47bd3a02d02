import type { Kept, KeptReason } from './types.ts';

/** What a person is told of text that stayed; code and formulas stay by design, and are not worth a word. */
const SENTENCES: Readonly<Partial<Record<KeptReason, string>>> = {
  'page-failed': 'could not be read; they stay as they are',
  'image-only': 'are images without text, such as scans; they stay as they are',
  'damaged-content': 'are damaged inside; they stay as they are',
  'damaged-outline': 'are led to by bookmarks that are damaged; those stay in the original language',
  'operator-mismatch': 'are written in a way that cannot be changed safely; their text stays in the original language',
  'shared-operator': 'hold text that cannot be taken apart; it stays in the original language',
  'undecodable-font': 'use fonts that do not say which letters they show; such text stays in the original language',
  'type3-font': 'use drawn letters that do not say which letters they are; such text stays in the original language',
  'missing-glyph': 'need letters that no font here has; such text stays in the original language',
  'invisible-text': 'hold text that is invisible, such as that of a scan; it stays in the original language',
  'vertical-text': 'hold text written downwards; it stays in the original language',
  'mirrored-text': 'hold mirrored text; it stays in the original language',
  'right-to-left-text': 'hold text written from right to left; it stays in the original language',
  'annotation-text': 'hold notes, stamps, watermarks or buttons whose words cannot be changed safely; those stay in the original language',
  'hidden-layer': 'hold layers that are switched off; their text stays in the original language',
  'clipped-text': 'use letters as a window to a picture; such text stays in the original language',
  'refused-text': 'hold text that the translation service refuses; it stays in the original language',
};
/** More ranges than this tell nobody anything. */
const MOST_RANGES = 12;

/** Whether a person is told of it. */
export const isWorthAWarning = ({ reason }: Pick<Kept, 'reason'>): boolean => Object.hasOwn(SENTENCES, reason);

/** One sentence for each reason, with the pages it applies to. */
export function keptWarnings(kept: readonly Pick<Kept, 'page' | 'reason'>[]): string[] {
  return Object.entries(SENTENCES).flatMap(([reason, sentence]) => {
    const pages = [...new Set(kept.filter((k) => k.reason === reason).map((k) => k.page))].toSorted((a, b) => a - b);
    return pages.length === 0 ? [] : `Some pages ${sentence}: ${pageRanges(pages)}.`;
  });
}

/** `1–3, 7`; `pages` in order. */
function pageRanges(pages: readonly number[]): string {
  const ranges: [from: number, to: number][] = [];
  for (const page of pages) {
    const last = ranges.at(-1);
    if (last && page === last[1] + 1) last[1] = page;
    else ranges.push([page, page]);
  }
  const shown = ranges.slice(0, MOST_RANGES).map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`));
  return `${shown.join(', ')}${ranges.length > MOST_RANGES ? ' and more' : ''}`;
}
