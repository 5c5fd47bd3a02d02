const HYPHENS = new Set(['-', '\u2010', '\u00ad']);
/** First parts of compounds that keep their hyphen in running text: a line that ends in one is no broken word. */
const COMPOUNDING = new Set(
  (
    'self well ill ex half quasi cross all high low long short open closed full part large small left right top bottom first second third ' +
    'one two three four five six seven eight nine ten twenty thirty forty fifty sixty seventy eighty ninety real user free late early mid ' +
    'old new hard soft fast slow deep wide near mixed built so non'
  ).split(' '),
);
const ACRONYM = /^\p{Lu}+$/u;
/** «pre- and post-war»: the hyphen stands for the word that follows later. */
const SUSPENDED = /^(?:and|or|to|und|oder|bis|et|ou|y|o|e|i)\b/i;

/**
 * Joins a text and the line after it. A soft hyphen always goes. A hyphen between letters stays where the page has the
 * compound elsewhere, where the first part is one that compounds begin with, or a compound already («state-of-the-»),
 * before a capital («Anglo-» / «Saxon») and after capitals («SSH-» / «connection»); before any other small letter it only broke the word. `spaced`: a space
 * follows.
 */
export function mendBreak(text: string, next: string, vocabulary: ReadonlySet<string>): { text: string; spaced: boolean } {
  if (!HYPHENS.has(text.at(-1) ?? '')) return { text, spaced: true };
  if (text.endsWith('\u00ad')) return { text: text.slice(0, -1), spaced: false };
  const [, first] = /([\p{L}\p{M}\p{N}'’-]*\p{L})[-\u2010]$/u.exec(text) ?? [];
  const [second] = /^\p{L}[\p{L}\p{M}]*/u.exec(next) ?? [];
  if (!first || !second || SUSPENDED.test(next)) return { text, spaced: true };
  if (/^\p{Lu}/u.test(second)) return { text, spaced: false };
  const [whole, compound] = [`${first}${second}`.toLowerCase(), `${first}-${second}`.toLowerCase()];
  if (vocabulary.has(whole)) return { text: text.slice(0, -1), spaced: false };
  const stays =
    vocabulary.has(compound) || first.includes('-') || first.length < 2 || ACRONYM.test(first) || COMPOUNDING.has(first.toLowerCase());
  return { text: stays ? text : text.slice(0, -1), spaced: false };
}

/** The words of lines, lower case, compounds whole; the last of each line is left out, as it may be broken. */
export function vocabularyOf(lines: readonly { readonly text: string }[]): Set<string> {
  if (!lines.some(({ text }) => /[-\u2010]$/.test(text))) return new Set();
  const words = lines.flatMap(({ text }) =>
    text
      .toLowerCase()
      .split(/[^\p{L}\p{M}\p{N}'’\u2010-]+/u)
      .slice(0, -1),
  );
  return new Set(words.map((word) => word.replaceAll('\u2010', '-')));
}
