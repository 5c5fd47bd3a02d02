import { plainText, readTagged, writeTagged } from '../text/tagged-text.ts';
import { splitAtLiterals } from './apertium/protected-text.ts';
import { askEngine, callEngine } from './ask-engine.ts';
import type { TranslateOptions, TranslationEngine } from './engine.ts';
import { batchesOf } from './within-limits.ts';

/** Text without tags, escaped as engines take it. */
export const untagged = (tagged: string): string => writeTagged([{ text: plainText(tagged) }]);

type Part = ReturnType<typeof splitAtLiterals>[number];

/**
 * Translates tagged texts without their tags. Nobody can tell an engine then what to keep: where a kept run, an address or a number
 * does not come back, only the words between them are translated, which is surer and worse in grammar. Words that are nothing in the
 * other language («of», say) stay. Out: plain texts, escaped. @throws as `askEngine`
 */
export async function translateUntagged(engine: TranslationEngine, texts: readonly string[], options: TranslateOptions): Promise<string[]> {
  const answers = (await askEngine(engine, texts.map(untagged), options)).map(untagged);
  for (const [index, text] of texts.entries()) {
    if (!hasLiterals(text, answers[index] ?? '')) answers[index] = await translateBetween(engine, partsOf(text), options);
  }
  return answers;
}

const partsOf = (text: string): Part[] => splitAtLiterals(readTagged(text) ?? [{ text }]);

/** Whether a translation has, in any style, what must be kept of a text, and its addresses and numbers. Both tagged. */
export function hasLiterals(text: string, translation: string): boolean {
  const answer = plainText(translation);
  return partsOf(text).every(({ run, literal }) => {
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
  for (const batch of batchesOf(asked, engine.limits)) answers.push(...(await callEngine(engine, batch, options)));
  const done = pieces.map(({ lead, words, trail, isKept }) => {
    const answer = isKept ? '' : plainText(answers.shift() ?? '').trim();
    return lead + (answer || words) + trail;
  });
  return writeTagged([{ text: done.join('') }]);
}
