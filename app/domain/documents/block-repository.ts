import type { Transaction } from '../../database/database.ts';
import type { Block, DocumentRef } from './document.ts';

export interface NewBlock {
  readonly id: string;
  readonly page: number;
  readonly box: readonly number[];
  readonly text: string;
  readonly translatable: boolean;
}

export interface TranslatedText {
  readonly id: string;
  readonly text: string;
}

const COLUMNS = `block_id AS id, page, box, source_text AS "sourceText", edited, translatable,
  CASE WHEN translatable THEN coalesce(translated_text, '') ELSE source_text END AS "translatedText"`;

/** SQL of blocks; always in the owner's transaction. */
export const blockRepository = {
  /** Blocks that are there already stay as they are, so a second extraction changes nothing. */
  async insert(transaction: Transaction, { documentId, userId }: DocumentRef, blocks: readonly NewBlock[]): Promise<void> {
    // One statement of JSON for any number of blocks; NUL, which a broken font can yield, is no character to PostgreSQL.
    const rows = blocks.map(({ id, page, box, text, translatable }, ordinal) => ({
      block_id: id,
      ordinal,
      page,
      box,
      source_text: text.replaceAll('\0', ''),
      translatable,
    }));
    await transaction.query(
      `INSERT INTO blocks (document_id, user_id, block_id, ordinal, page, box, source_text, translatable)
       SELECT $1, $2, block_id, ordinal, page, box, source_text, translatable
       FROM jsonb_to_recordset($3::jsonb) AS given (block_id text, ordinal integer, page integer, box double precision[], source_text text, translatable boolean)
       ON CONFLICT (document_id, block_id) DO NOTHING`,
      [documentId, userId, JSON.stringify(rows)],
    );
  },

  async findUntranslated(transaction: Transaction, documentId: string): Promise<TranslatedText[]> {
    const { rows } = await transaction.query<TranslatedText>(
      `SELECT block_id AS id, source_text AS text FROM blocks
       WHERE document_id = $1 AND translatable AND translated_text IS NULL ORDER BY ordinal`,
      [documentId],
    );
    return rows;
  },

  /** Never overwrites: what a person typed, or an earlier run of the job wrote, stays. */
  async setTranslations(transaction: Transaction, documentId: string, texts: readonly TranslatedText[]): Promise<void> {
    await transaction.query(
      `UPDATE blocks SET translated_text = given.text FROM unnest($2::text[], $3::text[]) AS given (block_id, text)
       WHERE blocks.document_id = $1 AND blocks.block_id = given.block_id AND blocks.translated_text IS NULL`,
      [documentId, texts.map(({ id }) => id), texts.map(({ text }) => text.replaceAll('\0', ''))],
    );
  },

  async findTranslations(transaction: Transaction, documentId: string): Promise<TranslatedText[]> {
    const { rows } = await transaction.query<TranslatedText>(
      `SELECT block_id AS id, translated_text AS text FROM blocks
       WHERE document_id = $1 AND translatable AND translated_text IS NOT NULL ORDER BY ordinal`,
      [documentId],
    );
    return rows;
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

  async edit(transaction: Transaction, documentId: string, blockId: string, text: string): Promise<Block | undefined> {
    const { rows } = await transaction.query<Block>(
      `UPDATE blocks SET translated_text = $3, edited = true WHERE document_id = $1 AND block_id = $2 AND translatable RETURNING ${COLUMNS}`,
      [documentId, blockId, text],
    );
    return rows[0];
  },
};
