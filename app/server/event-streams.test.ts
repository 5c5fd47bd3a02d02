import { randomUUID } from 'node:crypto';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Document } from '../domain/documents/document.ts';
import { DomainError } from '../domain/errors.ts';
import { createEventStreams, type EventStreams, type EventStreamsOptions } from './event-streams.ts';

let clock = 0;
function document(changes: Partial<Document> = {}): Document {
  const at = new Date(1_800_000_000_000 + clock++).toISOString();
  return {
    id: randomUUID(),
    fileName: 'a.pdf',
    sizeBytes: 1,
    from: 'en',
    to: 'es',
    tone: 'neutral',
    status: 'processing',
    progress: 0.5,
    pageCount: null,
    blockCount: null,
    error: null,
    waitingFor: null,
    usage: { characters: 0, cachedCharacters: 0 },
    warnings: [],
    createdAt: at,
    updatedAt: at,
    expiresAt: at,
    ...changes,
  };
}

function fakeSubscriber() {
  const listeners = new Set<(document: Document) => void>();
  return {
    listeners,
    emit: (change: Document) => {
      for (const listener of listeners) listener(change);
    },
    subscribe: async (_documentId: string, listener: (document: Document) => void) => {
      listeners.add(listener);
      return async () => void listeners.delete(listener);
    },
  };
}

/** Streams that nobody reads: they are closed with the test, or their heartbeats would go on in the files after this one. */
function unread(options: EventStreamsOptions): EventStreams {
  const streams = createEventStreams(options);
  return {
    ...streams,
    open: async (watched) => {
      const stream = await streams.open(watched);
      onTestFinished(() => void stream.destroy());
      return stream;
    },
  };
}

const watch = (current: () => Promise<Document> = async () => document(), userId = 'ana') => ({
  userId,
  documentId: randomUUID(),
  current,
});
const statuses = (text: string): string[] => [...text.matchAll(/"status":"(\w+)"/g)].map(([, status = '']) => status);

test('tells what is, then every change, and ends when the document is done', async () => {
  const subscriber = fakeSubscriber();
  const stream = await createEventStreams({ subscriber }).open(watch());
  subscriber.emit(document({ progress: 0.7 }));
  subscriber.emit(document({ status: 'ready', progress: 1 }));
  subscriber.emit(document({ status: 'processing' }));
  const text = (await stream.toArray()).join('');
  expect(text).toMatch(/^retry: 2000\n\nevent: document\ndata: \{/);
  expect(statuses(text)).toEqual(['processing', 'processing', 'ready']);
  await vi.waitFor(() => expect(subscriber.listeners.size).toBe(0), 10_000);
});

test('a change that comes while the first state is read is neither lost nor out of order', async () => {
  const subscriber = fakeSubscriber();
  const older = document({ progress: 0.1 });
  const newer = document({ status: 'ready', progress: 1 });
  const stream = await createEventStreams({ subscriber }).open(
    watch(async () => {
      subscriber.emit(older);
      subscriber.emit(newer);
      return document({ status: 'processing', updatedAt: older.updatedAt });
    }),
  );
  expect(statuses((await stream.toArray()).join(''))).toEqual(['processing', 'processing', 'ready']);
});

test('an older state never follows a newer one', async () => {
  const subscriber = fakeSubscriber();
  const old = document({ progress: 0.2 });
  const stream = await createEventStreams({ subscriber }).open(watch(async () => document({ progress: 0.8 })));
  subscriber.emit(old);
  subscriber.emit(document({ status: 'failed', error: { code: 'damaged', message: 'x' } }));
  const text = (await stream.toArray()).join('');
  expect(text).not.toContain('"progress":0.2');
});

test('a finished document is told once', async () => {
  const stream = await createEventStreams({ subscriber: fakeSubscriber() }).open(watch(async () => document({ status: 'ready' })));
  expect(statuses((await stream.toArray()).join(''))).toEqual(['ready']);
});

test('keeps the connection alive with comments', async () => {
  const stream = await createEventStreams({ subscriber: fakeSubscriber(), heartbeatMs: 5 }).open(watch());
  onTestFinished(() => void stream.destroy());
  let text = '';
  stream.on('data', (chunk: Buffer) => {
    text += chunk;
  });
  await vi.waitFor(() => expect(text).toContain(': still here\n\n'), 10_000);
});

test('a stream that has ended, but was not read to its end, gets no more comments', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const streams = unread({ subscriber: fakeSubscriber(), heartbeatMs: 1000 });
  const stream = await streams.open(watch());
  streams.close();
  await vi.advanceTimersByTimeAsync(3000);
  expect(stream.errored).toBeNull();
});

test('a user has a bounded number of streams; closing one makes room; others are not affected', async () => {
  const streams = unread({ subscriber: fakeSubscriber(), maxPerUser: 2 });
  const first = await streams.open(watch());
  await streams.open(watch());
  await expect(streams.open(watch())).rejects.toThrow(DomainError);
  await streams.open(watch(undefined, 'ben'));
  first.destroy();
  await vi.waitFor(() => streams.open(watch()), 10_000);
});

test('a document that is not there takes no place and leaves no listener', async () => {
  const subscriber = fakeSubscriber();
  const streams = unread({ subscriber, maxPerUser: 1 });
  const missing = watch(() => Promise.reject(new DomainError('not-found', 'no')));
  await expect(streams.open(missing)).rejects.toThrow('no');
  await vi.waitFor(() => expect(subscriber.listeners.size).toBe(0), 10_000);
  await vi.waitFor(() => streams.open(watch()), 10_000);
});

test('without an answer of Redis the state is told once and the stream ends', async () => {
  const stream = await createEventStreams({ subscriber: { subscribe: () => new Promise(() => {}) }, subscribeTimeoutMs: 5 }).open(watch());
  expect(statuses((await stream.toArray()).join(''))).toEqual(['processing']);
});

test('closing ends all streams, those that open late too', async () => {
  const streams = createEventStreams({ subscriber: fakeSubscriber() });
  const open = await streams.open(watch());
  streams.close();
  await open.toArray();
  await (await streams.open(watch())).toArray();
});
