import { plainText, readTagged, writeTagged } from '../text/tagged-text.ts';
import { splitAtLiterals } from './apertium/protected-text.ts';
import { askEngine } from './ask-engine.ts';
import type { TranslateOptions, TranslationEngine } from './engine.ts';
import { batchesOf } from './within-limits.ts';

/** Text without tags, escaped as engines take it. */
export const untagged = (tagged: string): string => writeTagged([{ text: plainText(tagged) }]);

type Part = ReturnType<typeof splitAtLiterals>[number];

/**
 * Translates tagged texts without their tags. Nobody can tell an engine then what to keep: where a kept run, an address or a number
 * does not come back, only the words between them are translated, which is surer and worse in grammar. Out: plain texts, escaped.
 */
export async function translateUntagged(engine: TranslationEngine, texts: readonly string[], options: TranslateOptions): Promise<string[]> {
  const answers = (await askEngine(engine, texts.map(untagged), options)).map(untagged);
  for (const [index, text] of texts.entries()) {
    const parts = splitAtLiterals(readTagged(text) ?? [{ text }]);
    if (!hasLiterals(plainText(answers[index] ?? ''), parts)) answers[index] = await translateBetween(engine, parts, options);
  }
  return answers;
}

function hasLiterals(answer: string, parts: readonly Part[]): boolean {
  return parts.every(({ run, literal }) => {
    if (!literal) return true;
    // A number may come back in the other language's way of writing it.
    const isNumber = !run.keep && /^[\d.,:/]+$/.test(run.text);
    return isNumber ? digitsOf(answer).includes(digitsOf(run.text)) : answer.includes(run.text);
  });
}

const digitsOf = (text: string): string => text.replace(/(?<=\d)[.,:/\s](?=\d)/g, '');

async function translateBetween(engine: TranslationEngine, parts: readonly Part[], options: TranslateOptions): Promise<string> {
  const pieces = parts.map(({ run, literal }) => {
    const [, lead = '', words = '', trail = ''] = /^(\s*)(.*?)(\s*)$/s.exec(run.text) ?? [];
    return { lead, words, trail, isKept: literal || !/\p{L}/u.test(words) };
  });
  const asked = pieces.filter(({ isKept }) => !isKept).map(({ words }) => writeTagged([{ text: words }]));
  const answers: string[] = [];
  for (const batch of batchesOf(asked, engine.limits)) answers.push(...(await askEngine(engine, batch, options)));
  const done = pieces.map(({ lead, words, trail, isKept }) => lead + (isKept ? words : plainText(answers.shift() ?? '').trim()) + trail);
  return writeTagged([{ text: done.join('') }]);
}
