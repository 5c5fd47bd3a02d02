import type { Database } from '../../database/database.ts';
import type { ObjectStorage } from '../../storage/storage.ts';
import type { DocumentCache } from './document.ts';
import type { DocumentJobs } from './document-jobs.ts';
import { documentRepository as repository } from './document-repository.ts';
import { objectsOf } from './documents.ts';

export interface HousekeepingOptions {
  readonly database: Database;
  readonly storage: ObjectStorage;
  readonly jobs: DocumentJobs;
  readonly caches: readonly DocumentCache[];
}

export interface Housekeeping {
  /** Deletes documents whose time is over, objects included. @returns how many */
  deleteExpired(): Promise<number>;
  /**
   * Queues again what is unfinished and untouched for a while: the queue was away when it was uploaded, or lost its data.
   * A job that still waits or runs is left alone. @returns how many documents were looked at
   */
  requeueUnfinished(): Promise<number>;
}

const BATCH = 100;
/** Longer than the slowest step between two touches of a row. */
const IDLE_SECONDS = 30;

export function createHousekeeping({ database, storage, jobs, caches }: HousekeepingOptions): Housekeeping {
  return {
    async deleteExpired() {
      let deleted = 0;
      for (;;) {
        const expired = await database.as({ housekeeping: true }, (transaction) => repository.findExpired(transaction, BATCH));
        for (const { documentId, userId } of expired) {
          await database.as({ user: userId }, async (transaction) => {
            const document = await repository.delete(transaction, documentId);
            if (document) await storage.delete(objectsOf(document));
          });
          await Promise.all(caches.map((cache) => cache.forget(documentId)));
          deleted++;
        }
        if (expired.length < BATCH) return deleted;
      }
    },

    async requeueUnfinished() {
      const unfinished = await database.as({ housekeeping: true }, (transaction) =>
        repository.findUnfinished(transaction, IDLE_SECONDS, BATCH),
      );
      for (const { id: documentId, userId, renderedRevision, revision } of unfinished) {
        const ref = { documentId, userId };
        await (renderedRevision === null ? jobs.translate(ref) : jobs.render({ ...ref, revision }));
      }
      return unfinished.length;
    },
  };
}
