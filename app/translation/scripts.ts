const WRITABLE = new Set(['Latn', 'Grek', 'Cyrl']);

/** Whether a language is written in letters that the layout engine reads and writes: Latin, Greek, Cyrillic. What is no tag is no language. */
export function isWritable(tag: string): boolean {
  return canonical(tag).some((language) => WRITABLE.has(new Intl.Locale(language).maximize().script ?? ''));
}

/** Every pair of two different languages, in a stable order. "en" and "en-US" are one language here. */
export function pairsOf(sources: readonly string[], targets: readonly string[]): { from: string; to: string }[] {
  const language = (tag: string): string => new Intl.Locale(tag).language;
  const known = (tags: readonly string[]): string[] => [...new Set(tags.flatMap((tag) => canonical(tag)).filter(isWritable))].sort();
  return known(sources).flatMap((from) =>
    known(targets)
      .filter((to) => language(from) !== language(to))
      .map((to) => ({ from, to })),
  );
}

/** A service's own code by the canonical one, which may be another: Amazon's Tagalog `tl` is `fil`. */
export function codesOf(codes: readonly string[]): Map<string, string> {
  return new Map(codes.flatMap((code) => canonical(code).map((language) => [language, code])));
}

/** Services name a few things that are no language tags ("auto"); those are left out. */
function canonical(tag: string): string[] {
  return /^[a-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?$/i.test(tag) ? Intl.getCanonicalLocales(tag) : [];
}
