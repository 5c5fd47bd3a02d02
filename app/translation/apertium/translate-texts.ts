import { protect, restore, splitAtLiterals } from './protected-text.ts';

/** Translates texts without literals; same length and order. */
export type Ask = (sources: readonly string[]) => Promise<string[]>;

/**
 * Three ways, each surer than the one before and worse in grammar: literals as placeholders; numbers too; only the
 * words between them. The last one cannot lose a literal.
 */
export async function translateTexts(texts: readonly string[], to: string, ask: Ask): Promise<string[]> {
  const results = texts.map((text) => (/\p{L}/u.test(text) ? undefined : text));
  for (const numbers of [false, true]) {
    const open = results.flatMap((result, index) => (result === undefined ? [index] : []));
    const sources = open.map((index) => protect((texts[index] ?? '').trim(), { numbers }));
    const answers = await ask(sources.map((source) => source.text));
    open.forEach((index, position) => {
      const source = texts[index] ?? '';
      const prepared = sources[position];
      const answer = answers[position];
      if (!prepared || answer === undefined) return;
      const restored = restore(tidy(answer, prepared.text, to, [...prepared.literals.keys()]), source, prepared);
      if (restored !== undefined) results[index] = keepMargins(source, restored);
    });
  }
  return Promise.all(texts.map(async (text, index) => results[index] ?? translateBetweenLiterals(text, to, ask)));
}

async function translateBetweenLiterals(text: string, to: string, ask: Ask): Promise<string> {
  const parts = splitAtLiterals(text);
  const words = parts.filter((part) => !part.literal && /\p{L}/u.test(part.text));
  const answers = await ask(words.map((part) => part.text.trim()));
  const translated = new Map(words.map((part, index) => [part, keepMargins(part.text, tidy(answers[index] ?? part.text, part.text, to))]));
  return parts.map((part) => translated.get(part) ?? part.text).join('');
}

/**
 * Dropped pronouns leave double spaces behind, headings in capitals come back in mixed case, and a fragment that starts
 * in lower case (a list item, half a sentence) comes back with a capital.
 */
function tidy(answer: string, source: string, to: string, placeholders: readonly string[] = []): string {
  const spaced = / {2}/.test(source) ? answer : answer.replace(/ {2,}/g, ' ');
  const text = spaced.trim();
  const own = placeholders.reduce((rest, name) => rest.replaceAll(name, ''), source);
  if (own === own.toUpperCase() && /\p{Lu}{2}/u.test(own)) {
    return placeholders.reduce((shouted, name) => shouted.replaceAll(name.toLocaleUpperCase(to), name), text.toLocaleUpperCase(to));
  }
  const startsLower =
    /^\p{Ll}/u.test(source) && /^\p{Lu}\p{Ll}*(?!\p{L})/u.test(text) && !placeholders.some((name) => text.startsWith(name));
  return startsLower ? text.charAt(0).toLocaleLowerCase(to) + text.slice(1) : text;
}

function keepMargins(source: string, translated: string): string {
  const [lead = ''] = /^\s*/.exec(source) ?? [];
  const [trail = ''] = /\s*$/.exec(source) ?? [];
  return lead + translated + trail;
}
