import { expect, test } from 'vitest';
import { readEvents, type ServerEvent } from './event-stream.ts';

async function read(...chunks: string[]): Promise<ServerEvent[]> {
  const bytes = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(bytes.encode(chunk));
      controller.close();
    },
  });
  const events: ServerEvent[] = [];
  for await (const event of readEvents(body)) events.push(event);
  return events;
}

test('reads events whose text arrives in pieces', async () => {
  expect(await read('event: docu', 'ment\ndata: {"a"', ':1}\n\nevent: x\ndata: 2\n\n')).toEqual([
    { event: 'document', data: '{"a":1}' },
    { event: 'x', data: '2' },
  ]);
});

test('skips comments and fields without data, joins lines of data, names the default', async () => {
  expect(await read(': heartbeat\n\nretry: 2000\n\ndata: one\ndata:two\n\n')).toEqual([{ event: 'message', data: 'one\ntwo' }]);
});

test('understands CRLF, even when a chunk ends between CR and LF', async () => {
  expect(await read('data: a\r\n\r', '\ndata: b\r\n\r\n')).toEqual([
    { event: 'message', data: 'a' },
    { event: 'message', data: 'b' },
  ]);
});

test('drops an event that was cut off', async () => {
  expect(await read('data: whole\n\ndata: half')).toEqual([{ event: 'message', data: 'whole' }]);
});
