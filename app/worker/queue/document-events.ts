import { Value } from 'typebox/value';
import type { Redis } from '../../database/redis.ts';
import { Document } from '../../domain/documents/document.ts';
import type { DocumentEvents } from '../../domain/documents/document-jobs.ts';

const channelOf = (documentId: string): string => `document:${documentId}`;

/** Sends changes of documents over Redis. Nobody listening is fine: the row has it all. */
export function createDocumentPublisher(redis: Redis): DocumentEvents {
  return {
    async publish(document) {
      await redis.publish(channelOf(document.id), JSON.stringify(document));
    },
  };
}

export interface DocumentSubscriber {
  /** Calls `listener` with every change from when this resolves until the returned function is called. */
  subscribe(documentId: string, listener: (document: Document) => void): Promise<() => Promise<void>>;
}

/** Receives them: one connection for all streams of this process, subscribed to what somebody watches. */
export function createDocumentSubscriber(redis: Redis): DocumentSubscriber {
  const listeners = new Map<string, Set<(document: Document) => void>>();
  redis.on('message', (channel: string, message: string) => {
    const watching = listeners.get(channel);
    if (!watching) return;
    const document: unknown = JSON.parse(message);
    // Another version of the app may be publishing during a rollout: what we do not understand we do not pass on.
    if (Value.Check(Document, document)) for (const listener of watching) listener(document);
  });
  return {
    async subscribe(documentId, listener) {
      const channel = channelOf(documentId);
      const watching = listeners.get(channel) ?? new Set();
      listeners.set(channel, watching.add(listener));
      await redis.subscribe(channel);
      return async () => {
        watching.delete(listener);
        if (watching.size > 0 || listeners.get(channel) !== watching) return;
        listeners.delete(channel);
        await redis.unsubscribe(channel);
      };
    },
  };
}
