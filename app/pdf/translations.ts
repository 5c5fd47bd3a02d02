import { plainText, writeTagged } from '../text/tagged-text.ts';
import type { Block, Translation } from './types.ts';

/** The block's text as translation engines take it. */
export function taggedText({ tagged, text }: Pick<Block, 'tagged' | 'text'>): string {
  return tagged ?? writeTagged([{ text }]);
}

/** What a translation says, without its style. */
export function plainTranslation(translation: Translation | undefined): string {
  return typeof translation === 'object' ? plainText(translation.tagged) : (translation ?? '');
}
