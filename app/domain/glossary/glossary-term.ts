import { type Static, Type } from 'typebox';
import { LanguageCode } from '../documents/document.ts';

/** One line without control characters, and not only spaces. */
const TermText = Type.String({ minLength: 1, maxLength: 200, pattern: '^[^\\p{Cc}]*[^\\p{Cc}\\s][^\\p{Cc}]*$' });

export const NewGlossaryTerm = Type.Object(
  {
    from: LanguageCode,
    to: LanguageCode,
    source: TermText,
    target: Type.Union([TermText, Type.Null()], { description: 'null: the term is kept as it stands' }),
  },
  { additionalProperties: false },
);
export type NewGlossaryTerm = Static<typeof NewGlossaryTerm>;

export const GlossaryTerm = Type.Object({ id: Type.String({ format: 'uuid' }), ...NewGlossaryTerm.properties }, { title: 'GlossaryTerm' });
export type GlossaryTerm = Static<typeof GlossaryTerm>;

/** As it is stored: without spaces at the ends or twice in a row, which would make one term two and never be found. */
export function tidied({ source, target, ...languages }: NewGlossaryTerm): NewGlossaryTerm {
  const tidy = (text: string): string => text.trim().replaceAll(/\s+/g, ' ');
  return { ...languages, source: tidy(source), target: target === null ? null : tidy(target) };
}

/** Enough for a person; each of them is looked for in every block. */
export const MAX_TERMS = 500;
