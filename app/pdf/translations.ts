import { plainText, writeTagged } from '../text/tagged-text.ts';
import type { Block, Translation } from './types.ts';

/** The block's text as translation engines take it. */
export function taggedText({ tagged, text }: Pick<Block, 'tagged' | 'text'>): string {
  return tagged ?? writeTagged([{ text }]);
}

/** Every block's own text as its translation. */
export function ownTexts(blocks: readonly Pick<Block, 'id' | 'text' | 'translatable'>[]): Readonly<Record<string, string>> {
  return Object.fromEntries(blocks.filter(({ translatable }) => translatable).map(({ id, text }) => [id, text]));
}

/** What a translation says, without its style. */
export function plainTranslation(translation: Translation | undefined): string {
  return typeof translation === 'object' ? plainText(translation.tagged) : (translation ?? '');
}
