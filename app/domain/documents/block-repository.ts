import type { Transaction } from '../../database/database.ts';
import { keepStyle } from '../../translation/index.ts';
import type { Block, DocumentRef } from './document.ts';
import { storableText } from './storable-text.ts';

export interface NewBlock {
  readonly id: string;
  readonly page: number;
  readonly box: readonly number[];
  readonly text: string;
  /** With its inline style; absent where all of it has one. */
  readonly tagged?: string | undefined;
  /** Id of the block that its last sentence goes on in. */
  readonly continuedIn?: string | undefined;
  readonly translatable: boolean;
}

/** A text of a block, plain, and with its inline style where it has any. */
export interface BlockText {
  readonly id: string;
  readonly text: string;
  readonly tagged: string | null;
}

/** What a block says now, and since which revision of the document. */
export interface BlockTranslation extends BlockText {
  readonly page: number;
  readonly revision: number;
  /** The service refused it: the text is the original's. */
  readonly refused: boolean;
}

export interface UntranslatedBlock extends BlockText {
  readonly continuedIn: string | null;
}

export interface NewTranslation extends BlockText {
  readonly missedTerms: readonly string[];
  readonly refused: boolean;
}

const COLUMNS = `block_id AS id, page, box, source_text AS "sourceText", edited, translatable, missed_terms AS "missedTerms",
  CASE WHEN translatable THEN coalesce(translated_text, '') ELSE source_text END AS "translatedText"`;

/** SQL of blocks; always in the owner's transaction. */
export const blockRepository = {
  /** Blocks that are there already stay as they are, so a second extraction changes nothing. */
  async insert(transaction: Transaction, { documentId, userId }: DocumentRef, blocks: readonly NewBlock[]): Promise<void> {
    // One statement of JSON for any number of blocks.
    const rows = blocks.map(({ id, page, box, text, tagged, continuedIn, translatable }, ordinal) => ({
      block_id: id,
      ordinal,
      page,
      box,
      source_text: storableText(text),
      source_tagged: tagged === undefined ? null : storableText(tagged),
      continued_in: continuedIn ?? null,
      translatable,
    }));
    await transaction.query(
      `INSERT INTO blocks (document_id, user_id, block_id, ordinal, page, box, source_text, source_tagged, continued_in, translatable)
       SELECT $1, $2, block_id, ordinal, page, box, source_text, source_tagged, continued_in, translatable
       FROM jsonb_to_recordset($3::jsonb) 
         AS given (block_id text, ordinal integer, page integer, box double precision[], source_text text, source_tagged text, continued_in text,
           translatable boolean)
       ON CONFLICT (document_id, block_id) DO NOTHING`,
      [documentId, userId, JSON.stringify(rows)],
    );
  },

  async findUntranslated(transaction: Transaction, documentId: string): Promise<UntranslatedBlock[]> {
    const { rows } = await transaction.query<UntranslatedBlock>(
      `SELECT block_id AS id, source_text AS text, source_tagged AS tagged, continued_in AS "continuedIn" FROM blocks
       WHERE document_id = $1 AND translatable AND translated_text IS NULL ORDER BY ordinal`,
      [documentId],
    );
    return rows;
  },

  /** Never overwrites: what a person typed, or an earlier run of the job wrote, stays. */
  async setTranslations(
    transaction: Transaction,
    { documentId, revision }: { readonly documentId: string; readonly revision: number },
    translations: readonly NewTranslation[],
  ): Promise<void> {
    const rows = translations.map(({ id, text, tagged, missedTerms, refused }) => ({
      block_id: id,
      text: storableText(text),
      tagged: tagged === null ? null : storableText(tagged),
      missed_terms: missedTerms,
      refused,
    }));
    await transaction.query(
      `UPDATE blocks SET translated_text = given.text, translated_tagged = given.tagged, missed_terms = given.missed_terms,
         refused = given.refused, revision = $3
       FROM jsonb_to_recordset($2::jsonb) AS given (block_id text, text text, tagged text, missed_terms text[], refused boolean)
       WHERE blocks.document_id = $1 AND blocks.block_id = given.block_id AND blocks.translated_text IS NULL`,
      [documentId, JSON.stringify(rows), revision],
    );
  },

  /** Takes back what the engine wrote; what a person typed stays. */
  async clearTranslations(transaction: Transaction, documentId: string): Promise<void> {
    await transaction.query(
      `UPDATE blocks SET translated_text = NULL, translated_tagged = NULL, missed_terms = '{}', refused = false
       WHERE document_id = $1 AND translatable AND NOT edited`,
      [documentId],
    );
  },

  /** Whether any block of it is translated, by the engine or by hand. */
  async hasTranslation(transaction: Transaction, documentId: string): Promise<boolean> {
    const { rows } = await transaction.query(
      'SELECT FROM blocks WHERE document_id = $1 AND translatable AND translated_text IS NOT NULL AND NOT refused LIMIT 1',
      [documentId],
    );
    return rows.length > 0;
  },

  /** One statement, one moment: undefined when a block has no translation (any more), as another job is to make it. */
  async findTranslations(transaction: Transaction, documentId: string): Promise<BlockTranslation[] | undefined> {
    const { rows } = await transaction.query<BlockTranslation & { text: string | null }>(
      `SELECT block_id AS id, page, revision, translated_text AS text, translated_tagged AS tagged, refused FROM blocks
       WHERE document_id = $1 AND translatable ORDER BY ordinal`,
      [documentId],
    );
    return rows.some(({ text }) => text === null) ? undefined : rows;
  },

  async list(transaction: Transaction, documentId: string, page: number | undefined): Promise<Block[]> {
    const { rows } = await transaction.query<Block>(
      `SELECT ${COLUMNS} FROM blocks WHERE document_id = $1 AND ($2::integer IS NULL OR page = $2) ORDER BY page, ordinal`,
      [documentId, page ?? null],
    );
    return rows;
  },

  async find(transaction: Transaction, documentId: string, blockId: string): Promise<Block | undefined> {
    const { rows } = await transaction.query<Block>(`SELECT ${COLUMNS} FROM blocks WHERE document_id = $1 AND block_id = $2`, [
      documentId,
      blockId,
    ]);
    return rows[0];
  },

  /** With the style of the words that a person left as they were. A person decides over terms too. */
  async edit(
    transaction: Transaction,
    { documentId, revision }: { readonly documentId: string; readonly revision: number },
    blockId: string,
    text: string,
  ): Promise<Block | undefined> {
    const before = await transaction.query<{ tagged: string | null }>(
      'SELECT translated_tagged AS tagged FROM blocks WHERE document_id = $1 AND block_id = $2 AND translatable FOR UPDATE',
      [documentId, blockId],
    );
    const tagged = before.rows[0]?.tagged;
    const { rows } = await transaction.query<Block>(
      `UPDATE blocks SET translated_text = $3, translated_tagged = $4, missed_terms = '{}', refused = false, edited = true, revision = $5
       WHERE document_id = $1 AND block_id = $2 AND translatable RETURNING ${COLUMNS}`,
      [documentId, blockId, text, tagged ? keepStyle(tagged, text) : null, revision],
    );
    return rows[0];
  },
};
