import { plainText, readTagged, writeTagged } from '../text/tagged-text.ts';
import { splitAtLiterals } from './apertium/protected-text.ts';

/** Text without tags, escaped as engines take it. */
export const untagged = (tagged: string): string => writeTagged([{ text: plainText(tagged) }]);

type Part = ReturnType<typeof splitAtLiterals>[number];

/**
 * Translates tagged texts without their tags. Nobody can tell an engine then what to keep: where a kept run, an address or a number
 * does not come back, only the words between them are translated, which is surer and worse in grammar. Out: plain texts, escaped.
 */
export async function translateUntagged(texts: readonly string[], ask: (texts: readonly string[]) => Promise<string[]>): Promise<string[]> {
  const answers = (await ask(texts.map(untagged))).map(untagged);
  for (const [index, text] of texts.entries()) {
    const parts = splitAtLiterals(readTagged(text) ?? [{ text }]);
    if (!hasLiterals(plainText(answers[index] ?? ''), parts)) answers[index] = await translateBetween(parts, ask);
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

async function translateBetween(parts: readonly Part[], ask: (texts: readonly string[]) => Promise<string[]>): Promise<string> {
  const done: string[] = [];
  for (const { run, literal } of parts) {
    const [, lead = '', words = '', trail = ''] = /^(\s*)(.*?)(\s*)$/s.exec(run.text) ?? [];
    const isKept = literal || !/\p{L}/u.test(words);
    const [answer = ''] = isKept ? [] : await ask([writeTagged([{ text: words }])]);
    done.push(isKept ? run.text : lead + plainText(answer).trim() + trail);
  }
  return writeTagged([{ text: done.join('') }]);
}
