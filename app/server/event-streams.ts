import { PassThrough, type Readable } from 'node:stream';
import type { Document } from '../domain/documents/document.ts';
import { DomainError } from '../domain/errors.ts';
import { answersWithin } from '../process/answers-within.ts';
import type { DocumentSubscriber } from '../worker/queue/document-events.ts';

export interface EventStreamsOptions {
  readonly subscriber: DocumentSubscriber;
  readonly heartbeatMs?: number;
  readonly maxPerUser?: number;
  readonly subscribeTimeoutMs?: number;
}

export interface EventStreams {
  /**
   * Server-sent events of one document: what it is now, then every change, until it is ready or failed.
   * @param current reads the document; called once the subscription stands, so that no change falls between
   * @throws {DomainError} too-many-streams; and what `current` throws
   */
  open(watch: { userId: string; documentId: string; current: () => Promise<Document> }): Promise<Readable>;
  /** Ends all streams; browsers connect again, to another process. */
  close(): void;
}

/** A comment now and then, so that proxies keep the connection and we notice that nobody is there any more. */
const HEARTBEAT_MS = 15_000;
/** Tabs a person has open, and some. */
const MAX_PER_USER = 10;

export function createEventStreams({
  subscriber,
  heartbeatMs = HEARTBEAT_MS,
  maxPerUser = MAX_PER_USER,
  subscribeTimeoutMs = 1000,
}: EventStreamsOptions): EventStreams {
  const open = new Set<PassThrough>();
  const perUser = new Map<string, number>();
  let closed = false;

  return {
    async open({ userId, documentId, current }) {
      const mine = perUser.get(userId) ?? 0;
      if (mine >= maxPerUser) throw new DomainError('too-many-streams', 'Too many pages watch documents at once. Close some of them.');
      perUser.set(userId, mine + 1);
      const stream = new PassThrough();
      open.add(stream);
      const heartbeat = setInterval(() => {
        // Ended, it may still wait for a slow reader.
        if (!stream.writableEnded) stream.write(': still here\n\n');
      }, heartbeatMs);
      let unsubscribe: (() => Promise<void>) | undefined;
      const release = () => {
        if (!open.delete(stream)) return;
        clearInterval(heartbeat);
        const left = (perUser.get(userId) ?? 1) - 1;
        if (left > 0) perUser.set(userId, left);
        else perUser.delete(userId);
        // The connection may be gone with the process; Redis forgets subscribers by itself.
        unsubscribe?.().catch(() => {});
      };
      stream.once('close', release);

      try {
        let latest = '';
        const send = (document: Document) => {
          // The first read and a change may cross: an older state never follows a newer one.
          if (stream.writableEnded || document.updatedAt < latest) return;
          latest = document.updatedAt;
          stream.write(`event: document\ndata: ${JSON.stringify(document)}\n\n`);
          if (document.status === 'ready' || document.status === 'failed') stream.end();
        };
        const early: Document[] = [];
        let listener = (document: Document): void => void early.push(document);
        const subscription = subscriber.subscribe(documentId, (document) => listener(document));
        const subscribed = await answersWithin(subscribeTimeoutMs, subscription);
        unsubscribe = async () => (await subscription)();
        if (!open.has(stream)) await unsubscribe(); // the client left meanwhile
        const first = await current();
        stream.write('retry: 2000\n\n');
        send(first);
        listener = send;
        early.forEach(send);
        // Without Redis there is one answer per connection: the browser comes back every two seconds.
        if (closed || !subscribed) stream.end();
        return stream;
      } catch (error) {
        stream.destroy();
        throw error;
      }
    },
    close() {
      closed = true;
      for (const stream of open) stream.end();
    },
  };
}
