import { expect, test } from 'vitest';
import type { Database } from '../../database/database.ts';
import { TranslationError, type Translator } from '../../translation/index.ts';
import { createDocumentProcessing, type ProcessingOptions } from './process-document.ts';

const REF = { userId: 'ana', documentId: 'd', revision: 1 };
const NOW = new Date();
const ROW = {
  id: 'd',
  tone: 'neutral',
  progress: 0,
  revision: 1,
  renderedRevision: null,
  findings: { notes: [], kept: [] },
  createdAt: NOW,
  updatedAt: NOW,
  expiresAt: NOW,
};
const COST = { characters: 3, cachedCharacters: 0, costUsd: 0.5 };

/** A document with one block, and what its translations cost; it is there until it is deleted. */
function documentWith(translate: Translator['translate']) {
  const spent: unknown[][] = [];
  const forgotten: string[] = [];
  let isDeleted = false;
  const answer = (sql: string, values: readonly unknown[] = []): unknown[] => {
    if (isDeleted) return [];
    if (sql.includes('translated_characters = ')) spent.push(values.slice(1));
    if (sql.includes('FROM blocks')) return [{ id: 'b', text: 'One', tagged: null, continuedIn: null }];
    return sql.includes('glossary_terms') ? [] : [ROW];
  };
  const transaction = {
    query: async (sql: string, values?: readonly unknown[]) => {
      const rows = answer(sql, values);
      return { rows, rowCount: rows.length };
    },
  };
  const processing = createDocumentProcessing({
    database: { as: (_actor: unknown, work: (of: typeof transaction) => unknown) => work(transaction) } as unknown as Database,
    translator: { translate, forget: async (id: string) => void forgotten.push(id) },
    events: { publish: async () => {} },
    metrics: { record: () => {} },
  } as unknown as ProcessingOptions);
  const remove = (): void => {
    isDeleted = true;
  };
  return { render: () => processing.render(REF, AbortSignal.timeout(5000)), remove, spent, forgotten };
}

test('translations of a document that is deleted while they are made are forgotten', async () => {
  const document = documentWith(async (texts) => {
    document.remove();
    return texts.map((tagged) => ({ tagged, missedTerms: [] }));
  });
  await document.render();
  expect(document.forgotten).toEqual(['d']);
});

test('also where their round fails', async () => {
  const document = documentWith(async () => {
    document.remove();
    throw new TranslationError('the engine is ill');
  });
  await expect(document.render()).rejects.toThrow('the engine is ill');
  expect(document.forgotten).toEqual(['d']);
});

test('what an answer costs is stored when it comes, whatever becomes of its round', async () => {
  let stored: unknown[] = [];
  const document = documentWith(async (_texts, { onUsage }) => {
    await onUsage?.(COST);
    stored = [...document.spent];
    throw new TranslationError('the engine is ill');
  });
  await expect(document.render()).rejects.toThrow('the engine is ill');
  expect(stored).toEqual([Object.values(COST)]);
  expect(document.spent).toEqual(stored);
  expect(document.forgotten).toEqual([]);
});
