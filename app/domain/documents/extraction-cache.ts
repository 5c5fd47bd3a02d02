import { createHash, createHmac, hkdfSync } from 'node:crypto';
import { promisify } from 'node:util';
import { constants, zstdCompress, zstdDecompress, zstdDecompressSync } from 'node:zlib';
import type { Redis } from '../../database/redis.ts';
import type { NewBlock } from './block-repository.ts';
import type { DocumentRef } from './document.ts';
import type { Findings } from './findings.ts';

/** What a document's extraction gives the app. */
export interface ExtractedBlocks {
  readonly pageCount: number;
  readonly blocks: readonly NewBlock[];
  readonly findings: Findings;
}

/** What has been read from a user's PDFs: the same file again, or the same job after a crash, is not read again. */
export interface ExtractionCache {
  /** Undefined for a file that this user has not had, and for all while Redis is away. */
  get(userId: string, pdf: Uint8Array): Promise<ExtractedBlocks | undefined>;
  /** Kept until the document that it was made for ends. @param ttlMs until that document expires */
  put(ref: DocumentRef, ttlMs: number, pdf: Uint8Array, extracted: ExtractedBlocks): Promise<void>;
  /** Deletes what was made for a document. While Redis is away the entry's own end does it. */
  forget(documentId: string): Promise<void>;
}

export interface ExtractionCacheOptions {
  /** `fail-fast` or `optional` */
  readonly redis: Redis;
  /** Keys are made with a key that is derived from it. */
  readonly secret: string;
  /** What else reads the same file differently: the engine's version. */
  readonly version: string;
  /** Redis is away, or what it has is unusable: no cache, not an error. */
  readonly onAway: (error: unknown) => void;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** Compressed; a book of 500 pages has a tenth of it. Larger ones are rare, and would push many others out. */
const MAX_ENTRY_BYTES = 2 * 1024 * 1024;
const MAX_JSON_BYTES = 64 * 1024 * 1024;
/** Compressed size up to which unpacking takes less time than handing it to another thread: 60 µs for a few pages. */
const UNPACKED_AT_ONCE_BYTES = 16 * 1024;

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

async function unpack(entry: Buffer): Promise<ExtractedBlocks> {
  const bounds = { maxOutputLength: MAX_JSON_BYTES };
  const json = entry.length <= UNPACKED_AT_ONCE_BYTES ? zstdDecompressSync(entry, bounds) : await decompress(entry, bounds);
  return JSON.parse(json.toString()) as ExtractedBlocks;
}

/**
 * Extractions in Redis. A key is an HMAC over user, engine version and the file's SHA-256: it cannot be guessed without our
 * secret, nor is it ever the same for two users, so nobody learns whether somebody else has a file.
 */
export function createExtractionCache({ redis, secret, version, onAway }: ExtractionCacheOptions): ExtractionCache {
  const hmacKey = Buffer.from(hkdfSync('sha256', secret, '', 'extraction cache', 32));
  const keyOf = (userId: string, pdf: Uint8Array): string => {
    const parts = JSON.stringify([userId, version, createHash('sha256').update(pdf).digest('base64url')]);
    return `extraction:${createHmac('sha256', hmacKey).update(parts).digest('base64url')}`;
  };
  const madeFor = (documentId: string): string => `extraction-of:${documentId}`;
  const orAway = async <T>(work: () => Promise<T | undefined>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      onAway(error);
      return undefined;
    }
  };

  return {
    get: (userId, pdf) =>
      orAway(async () => {
        const entry = await redis.getBuffer(keyOf(userId, pdf));
        return entry ? await unpack(entry) : undefined;
      }),

    put: ({ userId, documentId }, ttlMs, pdf, extracted) =>
      orAway(async () => {
        const px = Math.min(DAY_MS, Math.floor(ttlMs));
        if (px <= 0) return;
        const json = Buffer.from(JSON.stringify(extracted));
        if (json.length > MAX_JSON_BYTES) return;
        const entry = await compress(json, { params: { [constants.ZSTD_c_compressionLevel]: 3 } });
        if (entry.length > MAX_ENTRY_BYTES) return;
        const key = keyOf(userId, pdf);
        // First what there is to delete, or a crash between the two would leave an entry that nobody deletes.
        await redis.multi().set(madeFor(documentId), key, 'PX', px).set(key, entry, 'PX', px).exec();
      }),

    forget: async (documentId) => {
      await orAway(async () => {
        const key = await redis.get(madeFor(documentId));
        await redis.del(madeFor(documentId), ...(key === null ? [] : [key]));
      });
    },
  };
}
