import { plainText } from '../text/tagged-text.ts';
import { translateAll } from './batches.ts';
import type { TranslatedText } from './continued-texts.ts';
import type { LanguagePair, Tone, TranslationEngine } from './engine.ts';
import { type GlossaryTerm, markTerms, missedTerms, termsIn } from './glossary.ts';
import type { TranslationRefusedError } from './service-errors.ts';
import type { CacheScope, TranslationCache } from './translation-cache.ts';

/** Whose texts they are and how they are to be translated. */
export interface TranslationOrder extends LanguagePair {
  readonly userId: string;
  readonly documentId: string;
  /** When the document, and with it what is cached for it, ends. */
  readonly expiresAt: Date;
  readonly tone: Tone;
  readonly terms: readonly GlossaryTerm[];
  readonly signal?: AbortSignal | undefined;
}

export interface TranslationUsage {
  /** Characters of source text that the engine was given, and that the cache spared it. */
  readonly characters: number;
  readonly cachedCharacters: number;
  readonly costUsd: number;
}

export interface Translator {
  /** Tagged texts → translations, same length and order. @throws as `TranslationEngine.translate`, but for refused texts */
  translate(texts: readonly string[], order: TranslationOrder): Promise<{ blocks: TranslatedText[]; usage: TranslationUsage }>;
}

export interface TranslatorOptions {
  readonly engine: TranslationEngine;
  readonly cache: TranslationCache;
  readonly usdPerMillionCharacters: number;
  /** Texts that came from the cache, and that did not. */
  readonly onCache?: (hits: number, misses: number) => void;
}

/** An engine with a user's glossary before it, a cache, and an account of what it cost. */
export function createTranslator({ engine, cache, usdPerMillionCharacters, onCache }: TranslatorOptions): Translator {
  return {
    async translate(texts, { terms, signal, expiresAt, tone: wanted, ...order }) {
      const { from, to } = order;
      // A tone that the pair does not have is the neutral one, also in the cache.
      const tone = (await engine.tones({ from, to })).includes(wanted) ? wanted : 'neutral';
      const scope: CacheScope = { ...order, tone, engine: engine.name, ttlMs: expiresAt.getTime() - Date.now() };
      const distinct = [...new Set(texts)].filter((text) => plainText(text).trim() !== '');
      const entries = distinct.map((text) => ({ text, terms: termsIn(plainText(text), terms) }));
      const cached = await cache.get(scope, entries);
      const missing = entries.filter((_entry, index) => cached[index] === undefined);
      onCache?.(entries.length - missing.length, missing.length);

      const { answers, refusals } = await ask(missing, { from, to, tone, signal });
      const fresh = missing.flatMap((entry, index) =>
        refusals.has(entry.text) ? [] : [{ ...entry, translation: answers[index] ?? entry.text }],
      );
      await cache.put(scope, fresh);
      const translations = new Map(fresh.map(({ text, translation }) => [text, translation]));
      entries.forEach(({ text }, index) => {
        const hit = cached[index];
        if (hit !== undefined) translations.set(text, hit);
      });

      const characters = lengthOf(missing.map(({ text }) => text));
      return {
        blocks: texts.map((text) => {
          const tagged = translations.get(text) ?? text;
          return { tagged, missedTerms: missedTerms(plainText(text), plainText(tagged), terms), refusal: refusals.get(text) };
        }),
        usage: {
          characters,
          cachedCharacters: lengthOf(distinct) - characters,
          costUsd: (characters * usdPerMillionCharacters) / 1_000_000,
        },
      };
    },
  };

  /** Translations, and by text why there is none. */
  async function ask(
    entries: readonly { text: string; terms: readonly GlossaryTerm[] }[],
    options: LanguagePair & { tone: Tone; signal: AbortSignal | undefined },
  ): Promise<{ answers: string[]; refusals: Map<string, TranslationRefusedError> }> {
    // An engine without tags cannot be told what to keep: its terms are only looked for afterwards.
    const marked = entries.map(({ text, terms }) => markTerms(text, engine.tags ? terms : []));
    const refused = new Map<string, TranslationRefusedError>();
    const answers = await translateAll(
      engine,
      marked.map(({ tagged }) => tagged),
      { ...options, onRefused: (text, refusal) => refused.set(text, refusal) },
    );
    const refusals = entries.flatMap(({ text }, index) => {
      const refusal = refused.get(marked[index]?.tagged ?? '');
      return refusal ? [[text, refusal] as const] : [];
    });
    return { answers: answers.map((answer, index) => marked[index]?.restore(answer) ?? answer), refusals: new Map(refusals) };
  }
}

const lengthOf = (texts: readonly string[]): number => texts.reduce((sum, text) => sum + plainText(text).length, 0);
