import { plainText } from '../text/tagged-text.ts';
import { translateAll } from './batches.ts';
import type { TranslatedText } from './continued-texts.ts';
import type { LanguagePair, Tone, TranslationEngine } from './engine.ts';
import { type GlossaryTerm, markTerms, missedTerms, termsIn } from './glossary.ts';
import { rulesVersion } from './rules-version.ts';
import type { TranslationRefusedError } from './service-errors.ts';
import type { CacheKeyText, CacheScope, TranslationCache } from './translation-cache.ts';

/** Whose texts they are and how they are to be translated. */
export interface TranslationOrder extends LanguagePair {
  readonly userId: string;
  readonly documentId: string;
  /** When the document, and with it what is cached for it, ends. */
  readonly expiresAt: Date;
  readonly tone: Tone;
  readonly terms: readonly GlossaryTerm[];
  readonly signal?: AbortSignal | undefined;
  /** Told what each answer cost when it comes, and waited for before it is cached: nothing is spared that was not counted. */
  readonly onUsage?: (usage: TranslationUsage) => Promise<void>;
}

export interface TranslationUsage {
  /** Characters of source text that the engine was given, and that the cache spared it. */
  readonly characters: number;
  readonly cachedCharacters: number;
  readonly costUsd: number;
}

export interface Translator {
  /** Tagged texts → translations, same length and order. @throws as `TranslationEngine.translate`, but for refused texts */
  translate(texts: readonly string[], order: TranslationOrder): Promise<TranslatedText[]>;
  /** Deletes what was kept for a document. */
  forget(documentId: string): Promise<void>;
}

export interface TranslatorOptions {
  readonly engine: TranslationEngine;
  readonly cache: TranslationCache;
  readonly usdPerMillionCharacters: number;
  /** Texts that came from the cache, told when their order is done, and texts that had to be translated, told when they are. */
  readonly onCache?: (hits: number, misses: number) => void;
}

/** An engine with a user's glossary before it, a cache, and an account of what it cost. */
export function createTranslator({ engine, cache, usdPerMillionCharacters, onCache }: TranslatorOptions): Translator {
  const version = `${rulesVersion()} ${engine.version}`;
  return {
    forget: (documentId) => cache.forget(documentId),
    async translate(texts, { terms, signal, onUsage, expiresAt, tone: wanted, ...order }) {
      const { from, to } = order;
      // A tone that the pair does not have is the neutral one, also in the cache.
      const tone = (await engine.tones({ from, to })).includes(wanted) ? wanted : 'neutral';
      const scope: CacheScope = { ...order, tone, engine: engine.name, version, ttlMs: expiresAt.getTime() - Date.now() };
      const distinct = [...new Set(texts)].filter((text) => plainText(text).trim() !== '');
      const entries = distinct.map((text) => ({ text, terms: termsIn(plainText(text), terms) }));
      const cached = await cache.get(scope, entries);
      const missing = entries.filter((_entry, index) => cached[index] === undefined);

      const known = new Map<string, string>();
      entries.forEach(({ text }, index) => {
        const hit = cached[index];
        if (hit !== undefined) known.set(text, hit);
      });
      const refusals = await ask(missing, { from, to, tone, signal }, async (fresh) => {
        await onUsage?.(usageOf(lengthOf(fresh), 0));
        await cache.put(scope, fresh);
        for (const { text, translation } of fresh) known.set(text, translation);
        onCache?.(0, fresh.length);
      });
      if (missing.length < entries.length) {
        await onUsage?.(usageOf(0, lengthOf(entries) - lengthOf(missing)));
        onCache?.(entries.length - missing.length, 0);
      }
      return texts.map((text) => {
        const tagged = known.get(text) ?? text;
        return { tagged, missedTerms: missedTerms(text, tagged, terms), refusal: refusals.get(text) };
      });
    },
  };

  /** Gives translations to `onTranslated` as they come. Out: by text why there is none. */
  async function ask(
    entries: readonly CacheKeyText[],
    options: LanguagePair & { tone: Tone; signal: AbortSignal | undefined },
    onTranslated: (fresh: readonly (CacheKeyText & { translation: string })[]) => Promise<void>,
  ): Promise<Map<string, TranslationRefusedError>> {
    // An engine without tags cannot be told what to keep: its terms are only looked for afterwards.
    const marked = entries.map((entry) => ({ entry, ...markTerms(entry.text, engine.tags ? entry.terms : []) }));
    const refusals = new Map<string, TranslationRefusedError>();
    await translateAll(
      engine,
      marked.map(({ tagged }) => tagged),
      {
        ...options,
        onTranslated: (answers) =>
          onTranslated(
            marked.flatMap(({ entry, tagged, restore }) => {
              const answer = answers.get(tagged);
              return answer === undefined ? [] : [{ ...entry, translation: restore(answer) }];
            }),
          ),
        onRefused: (text, refusal) => {
          for (const { entry, tagged } of marked) if (tagged === text) refusals.set(entry.text, refusal);
        },
      },
    );
    return refusals;
  }

  function usageOf(characters: number, cachedCharacters: number): TranslationUsage {
    return { characters, cachedCharacters, costUsd: (characters * usdPerMillionCharacters) / 1_000_000 };
  }
}

const lengthOf = (texts: readonly { readonly text: string }[]): number => texts.reduce((sum, { text }) => sum + plainText(text).length, 0);
