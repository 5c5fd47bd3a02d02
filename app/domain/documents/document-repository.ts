import type { Transaction } from '../../database/database.ts';
import type { Tone, TranslationUsage } from '../../translation/index.ts';
import type { Document, DocumentRef } from './document.ts';
import { type Findings, warningsOf } from './findings.ts';

/** A row: the document as users see it, plus what only we need. */
export interface StoredDocument extends Document {
  readonly userId: string;
  readonly revision: number;
  readonly renderedRevision: number | null;
  /** What `warnings` says, page by page. */
  readonly findings: Findings;
}

interface Row extends Omit<StoredDocument, 'sizeBytes' | 'error' | 'usage' | 'warnings' | 'createdAt' | 'updatedAt' | 'expiresAt'> {
  sizeBytes: string;
  characters: string;
  cachedCharacters: string;
  errorCode: string | null;
  errorMessage: string | null;
  createdAt: Date;
  updatedAt: Date;
  expiresAt: Date;
}

const COLUMNS = `id, user_id AS "userId", file_name AS "fileName", size_bytes AS "sizeBytes", lang_from AS "from", lang_to AS "to", tone, status,
  waiting_for AS "waitingFor", translated_characters AS "characters", cached_characters AS "cachedCharacters", progress, page_count AS "pageCount", block_count AS "blockCount", error_code AS "errorCode", error_message AS "errorMessage", revision,
  rendered_revision AS "renderedRevision", findings, created_at AS "createdAt", updated_at AS "updatedAt", expires_at AS "expiresAt"`;

function fromRow({ errorCode, errorMessage, characters, cachedCharacters, ...row }: Row): StoredDocument {
  return {
    ...row,
    sizeBytes: Number(row.sizeBytes),
    progress: Number(row.progress.toFixed(3)),
    error: errorCode === null ? null : { code: errorCode, message: errorMessage ?? '' },
    usage: { characters: Number(characters), cachedCharacters: Number(cachedCharacters) },
    warnings: warningsOf(row.findings),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  };
}

/** Without what only we need. */
export function toDocument({
  userId: _userId,
  revision: _revision,
  renderedRevision: _rendered,
  findings: _findings,
  ...document
}: StoredDocument): Document {
  return document;
}

export interface NewDocument extends DocumentRef {
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly from: string;
  readonly to: string;
  readonly tone: Tone;
}

export interface Cursor {
  readonly createdAt: string;
  readonly id: string;
}

/** SQL of documents. All but `findUnfinished` and `findExpired` run in the owner's transaction; row security hides the rest. */
export const documentRepository = {
  async insert(
    transaction: Transaction,
    { documentId, userId, fileName, sizeBytes, from, to, tone }: NewDocument,
  ): Promise<StoredDocument> {
    return one(
      await transaction.query<Row>(
        `INSERT INTO documents (id, user_id, file_name, size_bytes, lang_from, lang_to, tone) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING ${COLUMNS}`,
        [documentId, userId, fileName, sizeBytes, from, to, tone],
      ),
    );
  },

  async find(transaction: Transaction, documentId: string): Promise<StoredDocument | undefined> {
    return first(await transaction.query<Row>(`SELECT ${COLUMNS} FROM documents WHERE id = $1`, [documentId]));
  },

  /** As `find`, but first waits for whoever is changing or deleting the document. */
  async findSettled(transaction: Transaction, documentId: string): Promise<StoredDocument | undefined> {
    return first(await transaction.query<Row>(`SELECT ${COLUMNS} FROM documents WHERE id = $1 FOR SHARE`, [documentId]));
  },

  /** Newest first, from after the cursor. The user's id is in the query for the index, not for safety. */
  async list(transaction: Transaction, userId: string, limit: number, after: Cursor | undefined): Promise<StoredDocument[]> {
    const { rows } = await transaction.query<Row>(
      `SELECT ${COLUMNS} FROM documents
       WHERE user_id = $1 AND ($2::timestamptz IS NULL OR (created_at, id) < ($2, $3::uuid)) ORDER BY created_at DESC, id DESC LIMIT $4`,
      [userId, after?.createdAt ?? null, after?.id ?? null, limit],
    );
    return rows.map(fromRow);
  },

  async delete(transaction: Transaction, documentId: string): Promise<StoredDocument | undefined> {
    return first(await transaction.query<Row>(`DELETE FROM documents WHERE id = $1 RETURNING ${COLUMNS}`, [documentId]));
  },

  /** A job takes the document on; undefined when it is gone or finished. */
  async start(transaction: Transaction, documentId: string): Promise<StoredDocument | undefined> {
    return first(
      await transaction.query<Row>(
        `UPDATE documents SET status = 'processing', progress = greatest(progress, 0.02), updated_at = now()
         WHERE id = $1 AND status IN ('queued', 'processing') RETURNING ${COLUMNS}`,
        [documentId],
      ),
    );
  },

  async setProgress(transaction: Transaction, documentId: string, progress: number): Promise<StoredDocument | undefined> {
    return first(
      await transaction.query<Row>(
        `UPDATE documents SET progress = $2, waiting_for = NULL, updated_at = now() WHERE id = $1 AND status = 'processing' RETURNING ${COLUMNS}`,
        [documentId, progress],
      ),
    );
  },

  /** What reading it gave. */
  async setExtracted(
    transaction: Transaction,
    documentId: string,
    extracted: { pages: number; blocks: number; findings: Findings },
  ): Promise<StoredDocument | undefined> {
    return first(
      await transaction.query<Row>(
        `UPDATE documents SET page_count = $2, block_count = $3, findings = $4, updated_at = now() WHERE id = $1 RETURNING ${COLUMNS}`,
        [documentId, extracted.pages, extracted.blocks, extracted.findings],
      ),
    );
  },

  /** It can go on as soon as something answers again; it is no failure. */
  async setWaiting(transaction: Transaction, documentId: string, waitingFor: Document['waitingFor']): Promise<StoredDocument | undefined> {
    return first(
      await transaction.query<Row>(
        `UPDATE documents SET waiting_for = $2, updated_at = now() WHERE id = $1 AND status = 'processing' RETURNING ${COLUMNS}`,
        [documentId, waitingFor],
      ),
    );
  },

  async addUsage(transaction: Transaction, documentId: string, { characters, cachedCharacters, costUsd }: TranslationUsage): Promise<void> {
    await transaction.query(
      `UPDATE documents SET translated_characters = translated_characters + $2, cached_characters = cached_characters + $3,
       translation_cost_usd = translation_cost_usd + $4 WHERE id = $1`,
      [documentId, characters, cachedCharacters, costUsd],
    );
  },

  /** Undefined when there is nothing rendered yet: its first translation is still under way. */
  async setTone(transaction: Transaction, documentId: string, tone: Tone): Promise<StoredDocument | undefined> {
    return first(
      await transaction.query<Row>(
        `UPDATE documents SET tone = $2, revision = revision + 1, status = 'processing', progress = 0.15, error_code = NULL, error_message = NULL,
         updated_at = now() WHERE id = $1 AND rendered_revision IS NOT NULL RETURNING ${COLUMNS}`,
        [documentId, tone],
      ),
    );
  },

  /** An edit: the stored PDF no longer shows the newest text. Undefined when there is nothing rendered to edit yet. */
  async nextRevision(transaction: Transaction, documentId: string): Promise<StoredDocument | undefined> {
    return first(
      await transaction.query<Row>(
        `UPDATE documents SET revision = revision + 1, status = 'processing', progress = 0.9, error_code = NULL, error_message = NULL,
         updated_at = now() WHERE id = $1 AND rendered_revision IS NOT NULL RETURNING ${COLUMNS}`,
        [documentId],
      ),
    );
  },

  /**
   * A rendering is stored: it becomes the current one unless a newer one already is, and the document is ready unless it
   * was edited meanwhile. Undefined when the rendering came too late, or the document is gone.
   */
  async finishRendering(
    transaction: Transaction,
    documentId: string,
    revision: number,
    findings: Findings,
  ): Promise<StoredDocument | undefined> {
    return first(
      await transaction.query<Row>(
        `UPDATE documents SET rendered_revision = $2, findings = $3, waiting_for = NULL, updated_at = now(), error_code = NULL, error_message = NULL,
           status = CASE WHEN revision = $2 THEN 'ready' ELSE status END, progress = CASE WHEN revision = $2 THEN 1 ELSE progress END
         WHERE id = $1 AND coalesce(rendered_revision, -1) <= $2 RETURNING ${COLUMNS}`,
        [documentId, revision, findings],
      ),
    );
  },

  async fail(transaction: Transaction, documentId: string, error: { code: string; message: string }): Promise<StoredDocument | undefined> {
    return first(
      await transaction.query<Row>(
        `UPDATE documents SET status = 'failed', waiting_for = NULL, error_code = $2, error_message = $3, updated_at = now()
         WHERE id = $1 AND status IN ('queued', 'processing') RETURNING ${COLUMNS}`,
        [documentId, error.code, error.message],
      ),
    );
  },

  /** In a `housekeeping` transaction: documents that nothing has touched for a while although they are not finished. */
  async findUnfinished(transaction: Transaction, idleSeconds: number, limit: number): Promise<StoredDocument[]> {
    const { rows } = await transaction.query<Row>(
      `SELECT ${COLUMNS} FROM documents WHERE status IN ('queued', 'processing') AND expires_at > now()
       AND updated_at < now() - make_interval(secs => $1) ORDER BY updated_at LIMIT $2`,
      [idleSeconds, limit],
    );
    return rows.map(fromRow);
  },

  /** In a `housekeeping` transaction: documents whose time is over. */
  async findExpired(transaction: Transaction, limit: number): Promise<DocumentRef[]> {
    const { rows } = await transaction.query<{ documentId: string; userId: string }>(
      'SELECT id AS "documentId", user_id AS "userId" FROM documents WHERE expires_at < now() ORDER BY expires_at LIMIT $1',
      [limit],
    );
    return rows;
  },

  async findByIdempotencyKey(
    transaction: Transaction,
    userId: string,
    key: string,
  ): Promise<{ documentId: string; fingerprint: Buffer } | undefined> {
    const { rows } = await transaction.query<{ documentId: string; fingerprint: Buffer }>(
      'SELECT document_id AS "documentId", fingerprint FROM idempotency_keys WHERE user_id = $1 AND key = $2',
      [userId, key],
    );
    return rows[0];
  },

  async addIdempotencyKey(transaction: Transaction, ref: DocumentRef, key: string, fingerprint: Uint8Array): Promise<void> {
    await transaction.query('INSERT INTO idempotency_keys (user_id, key, fingerprint, document_id) VALUES ($1, $2, $3, $4)', [
      ref.userId,
      key,
      fingerprint,
      ref.documentId,
    ]);
  },
};

function first({ rows: [row] }: { rows: Row[] }): StoredDocument | undefined {
  return row && fromRow(row);
}

function one(result: { rows: Row[] }): StoredDocument {
  const document = first(result);
  if (!document) throw new Error('INSERT … RETURNING gave no row');
  return document;
}
