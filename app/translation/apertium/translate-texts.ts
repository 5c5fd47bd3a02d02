import { plainText, type Run, readTagged, writeTagged } from '../../text/tagged-text.ts';
import { joinNeighbours } from '../join-neighbours.ts';
import { protect, restore, splitAtLiterals } from './protected-text.ts';

/** Translates texts without literals, styles marked; same length and order. */
export type Ask = (sources: readonly string[]) => Promise<string[]>;

/**
 * Tagged texts in and out. Three ways, each surer than the one before and worse in grammar: literals as placeholders;
 * numbers too; only the words between them. The last one cannot lose a literal, nor a style.
 */
export async function translateTexts(texts: readonly string[], to: string, ask: Ask): Promise<string[]> {
  const results = texts.map((text) => (/\p{L}/u.test(plainText(text)) ? undefined : text));
  const runs = texts.map((text) => readTagged(text) ?? [{ text }]);
  for (const numbers of [false, true]) {
    const open = results.flatMap((result, index) => (result === undefined ? [index] : []));
    const sources = open.map((index) => protect(runs[index] ?? [], { numbers }));
    const answers = await ask(sources.map((source) => source.text.trim()));
    open.forEach((index, position) => {
      const prepared = sources[position];
      const answer = answers[position];
      if (!prepared || answer === undefined) return;
      const tidied = tidy(answer, prepared.text.trim(), to, [...prepared.literals.keys()]);
      const restored = restore(keepMargins(prepared.text, tidied), runs[index] ?? [], prepared);
      if (restored !== undefined) results[index] = writeTagged(restored);
    });
  }
  return Promise.all(runs.map(async (source, index) => results[index] ?? writeTagged(await translateBetweenLiterals(source, to, ask))));
}

async function translateBetweenLiterals(source: readonly Run[], to: string, ask: Ask): Promise<Run[]> {
  const parts = splitAtLiterals(source);
  const words = parts.filter(({ run, literal }) => !literal && /\p{L}/u.test(run.text)).map(({ run }) => run);
  const answers = await ask(words.map(({ text }) => text.trim()));
  const translated = new Map(words.map((run, index) => [run, keepMargins(run.text, tidy(answers[index] ?? run.text, run.text, to))]));
  return joinNeighbours(parts.map(({ run }) => ({ ...run, text: translated.get(run) ?? run.text })));
}

/**
 * Dropped pronouns leave double spaces behind, headings in capitals come back in mixed case, and a fragment that starts
 * in lower case (a list item, half a sentence) comes back with a capital.
 */
function tidy(answer: string, source: string, to: string, placeholders: readonly string[] = []): string {
  const spaced = / {2}/.test(source) ? answer : answer.replace(/ {2,}/g, ' ');
  // A word that has no form of its own in the target leaves its space before the full stop.
  const text = / [.,;:!?]/.test(source) ? spaced.trim() : spaced.trim().replace(/(?<=\p{L}) (?=[.,;:!?](?:\s|$))/gu, '');
  const own = placeholders.reduce((rest, name) => rest.replaceAll(name, ''), source);
  if (own === own.toUpperCase() && /\p{Lu}{2}/u.test(own)) {
    return placeholders.reduce((shouted, name) => shouted.replaceAll(name.toLocaleUpperCase(to), name), text.toLocaleUpperCase(to));
  }
  const [, marker = '', rest = ''] = /^([\u{F0000}-\u{F03E7}]*)(.*)$/su.exec(text) ?? [];
  const startsLower =
    /^[\u{F0000}-\u{F03E7}]*\p{Ll}/u.test(source) &&
    /^\p{Lu}\p{Ll}*(?!\p{L})/u.test(rest) &&
    !placeholders.some((name) => rest.startsWith(name));
  return startsLower ? marker + rest.charAt(0).toLocaleLowerCase(to) + rest.slice(1) : text;
}

function keepMargins(source: string, translated: string): string {
  const [lead = ''] = /^\s*/.exec(source) ?? [];
  const [trail = ''] = /\s*$/.exec(source) ?? [];
  return lead + translated + trail;
}
