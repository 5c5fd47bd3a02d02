import type { Transaction } from '../../database/database.ts';
import type { GlossaryTerm, NewGlossaryTerm } from './glossary-term.ts';

const COLUMNS = 'id, lang_from AS "from", lang_to AS "to", source, target';

/** SQL of glossary terms; always in the owner's transaction. */
export const glossaryRepository = {
  async list(transaction: Transaction): Promise<GlossaryTerm[]> {
    const { rows } = await transaction.query<GlossaryTerm>(
      `SELECT ${COLUMNS} FROM glossary_terms ORDER BY lang_from, lang_to, lower(source)`,
    );
    return rows;
  },

  async termsOf(transaction: Transaction, { from, to }: { from: string; to: string }): Promise<GlossaryTerm[]> {
    const { rows } = await transaction.query<GlossaryTerm>(
      `SELECT ${COLUMNS} FROM glossary_terms WHERE lang_from = $1 AND lang_to = $2 ORDER BY lower(source)`,
      [from, to],
    );
    return rows;
  },

  async count(transaction: Transaction): Promise<number> {
    const { rows } = await transaction.query<{ count: number }>('SELECT count(*)::integer AS count FROM glossary_terms');
    return rows[0]?.count ?? 0;
  },

  async insert(transaction: Transaction, userId: string, { from, to, source, target }: NewGlossaryTerm): Promise<GlossaryTerm | undefined> {
    const { rows } = await transaction.query<GlossaryTerm>(
      `INSERT INTO glossary_terms (user_id, lang_from, lang_to, source, target) VALUES ($1, $2, $3, $4, $5) RETURNING ${COLUMNS}`,
      [userId, from, to, source, target],
    );
    return rows[0];
  },

  async update(transaction: Transaction, id: string, { from, to, source, target }: NewGlossaryTerm): Promise<GlossaryTerm | undefined> {
    const { rows } = await transaction.query<GlossaryTerm>(
      `UPDATE glossary_terms SET lang_from = $2, lang_to = $3, source = $4, target = $5 WHERE id = $1 RETURNING ${COLUMNS}`,
      [id, from, to, source, target],
    );
    return rows[0];
  },

  async delete(transaction: Transaction, id: string): Promise<boolean> {
    const { rowCount } = await transaction.query('DELETE FROM glossary_terms WHERE id = $1', [id]);
    return rowCount > 0;
  },
};
