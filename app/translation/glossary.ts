import { type Run, readTagged, writeTagged } from '../text/tagged-text.ts';
import { joinNeighbours } from './join-neighbours.ts';

/** A term and what it becomes; without a target it is kept as it stands. */
export interface GlossaryTerm {
  readonly source: string;
  readonly target: string | null;
}

export interface MarkedText {
  /** Tagged text with every term's replacement in a span that must come back to the letter. */
  readonly tagged: string;
  /** Takes those spans out of a translation again: the replacements get the style that the terms had. */
  restore(translation: string): string;
}

/**
 * Puts a user's terms into a text before it is translated, in the spans that every engine with tags keeps: one way for all
 * engines, and no term is ever stored with a service. Whole words, whatever their case; the longest term first. A term that
 * begins a sentence in a capital keeps the capital. Not found: terms across a change of style, or in another inflection.
 */
export function markTerms(tagged: string, terms: readonly GlossaryTerm[]): MarkedText {
  const runs = readTagged(tagged);
  const pattern = runs && patternOf(terms);
  if (!pattern) return { tagged, restore: (translation) => translation };
  const targets = new Map(terms.map(({ source, target }) => [fold(source), target]));
  const used = new Set(runs.map(({ span }) => span));
  const styleOf = new Map<number, number | undefined>();
  let free = 999;
  const marked = runs.flatMap((run): Run[] => {
    if (run.keep) return [run];
    return run.text.split(pattern).flatMap((text, index): Run[] => {
      if (index % 2 === 0) return text === '' ? [] : [{ ...run, text }];
      while (used.has(free)) free -= 1;
      if (free < 1) return [{ ...run, text }];
      used.add(free);
      styleOf.set(free, run.span);
      return [{ text: replacement(text, targets.get(fold(text)) ?? null), span: free, keep: true }];
    });
  });
  return {
    tagged: writeTagged(marked),
    restore: (translation) => {
      const answer = readTagged(translation);
      if (!answer) return translation;
      return writeTagged(
        joinNeighbours(
          answer.map((run) => (run.span !== undefined && styleOf.has(run.span) ? withStyle(run.text, styleOf.get(run.span)) : run)),
        ),
      );
    },
  };
}

/**
 * The terms of `source` whose replacement the translation has less often than it should, as the glossary writes them. Tagged texts;
 * whole words, each part of a text for its longest term only. What is kept as it is counts on neither side.
 */
export function missedTerms(source: string, translation: string, terms: readonly GlossaryTerm[]): string[] {
  const found = count(source, terms);
  const occurring = terms.filter((term) => found.has(fold(term.source)));
  const wanted = new Map<string, number>();
  for (const term of occurring) wanted.set(becomes(term), (wanted.get(becomes(term)) ?? 0) + (found.get(fold(term.source)) ?? 0));
  const had = count(
    translation,
    occurring.map((term) => ({ source: becomes(term), target: null })),
  );
  return occurring.filter((term) => (had.get(becomes(term)) ?? 0) < (wanted.get(becomes(term)) ?? 0)).map((term) => term.source);
}

const becomes = ({ source, target }: GlossaryTerm): string => fold(target ?? source);

/** How often a tagged text has each term, by its folded source. */
function count(tagged: string, terms: readonly GlossaryTerm[]): Map<string, number> {
  const counts = new Map<string, number>();
  const pattern = patternOf(terms);
  const runs = readTagged(tagged) ?? [{ text: tagged }];
  // A kept run is no word: it ends one, and no term goes over it.
  const text = runs.map((run: Run) => (run.keep ? '\uFFFC' : run.text)).join('');
  for (const [match] of pattern ? text.matchAll(pattern) : []) counts.set(fold(match), (counts.get(fold(match)) ?? 0) + 1);
  return counts;
}

/** The terms that occur in a text: only they matter to its translation. */
export function termsIn(text: string, terms: readonly GlossaryTerm[]): GlossaryTerm[] {
  return terms.filter(({ source }) => occurrences(text, source) > 0);
}

function withStyle(text: string, span: number | undefined): Run {
  return span === undefined ? { text } : { text, span };
}

function replacement(found: string, target: string | null): string {
  if (target === null) return found;
  const capital = /^\p{Lu}/u.test(found) && /^\p{Ll}/u.test(target);
  return capital ? target.charAt(0).toLocaleUpperCase() + target.slice(1) : target;
}

const fold = (text: string): string => text.trim().toLowerCase().replace(/\s+/g, ' ');

function occurrences(text: string, term: string): number {
  const pattern = patternOf([{ source: term, target: null }]);
  return pattern ? text.split(pattern).length - 1 : 0;
}

/** One group around the whole, so that `split` keeps what it found. */
function patternOf(terms: readonly GlossaryTerm[]): RegExp | undefined {
  const sources = terms
    .map(({ source }) => source.trim())
    .filter(Boolean)
    .sort((a, b) => b.length - a.length);
  if (sources.length === 0) return undefined;
  const words = sources.map((source) =>
    source
      .split(/\s+/)
      .map((word) => escapePattern(word))
      .join('\\s+'),
  );
  return new RegExp(`(?<![\\p{L}\\p{N}])(${words.join('|')})(?![\\p{L}\\p{N}])`, 'giu');
}

const escapePattern = (word: string): string => word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
