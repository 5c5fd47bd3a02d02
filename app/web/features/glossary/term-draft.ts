import type { GlossaryTerm } from '../../shared/api/types.ts';

/** A term as it is being typed. */
export interface TermDraft {
  readonly source: string;
  readonly isKept: boolean;
  readonly target: string;
}

export interface TermMistakes {
  readonly source?: string;
  readonly target?: string;
}

/** What the API takes. */
const MAX_TERM_LENGTH = 200;

export const EMPTY_DRAFT: TermDraft = { source: '', isKept: true, target: '' };

export function draftOf({ source, target }: GlossaryTerm): TermDraft {
  return { source, isKept: target === null, target: target ?? '' };
}

/** What is stored of a draft: one line each, without spaces at the ends. */
export function termOf({ source, isKept, target }: TermDraft): { source: string; target: string | null } {
  return { source: oneLine(source), target: isKept ? null : oneLine(target) };
}

/** In: a draft, and the other terms of its language pair. Out: what has to change, by field; nothing when it can be saved. */
export function findMistakes(draft: TermDraft, others: readonly GlossaryTerm[]): TermMistakes {
  const { source, target } = termOf(draft);
  const isTaken = others.some((other) => other.source.toLowerCase() === source.toLowerCase());
  const sourceMistake = source === '' ? 'Enter the term as it stands in the original.' : isTaken ? TAKEN : tooLong(source);
  const targetMistake = target === '' ? 'Enter what to replace the term with.' : target === null ? undefined : tooLong(target);
  return { ...(sourceMistake && { source: sourceMistake }), ...(targetMistake && { target: targetMistake }) };
}

/** Also for the server's own `duplicate-term`, when the list here is not the newest. */
export const TAKEN = 'This term is in your glossary already. Change that one instead.';

function tooLong(text: string): string | undefined {
  return text.length > MAX_TERM_LENGTH ? `Enter at most ${MAX_TERM_LENGTH} characters; these are ${text.length}.` : undefined;
}

function oneLine(text: string): string {
  return text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
}
