import type { Fault } from '../fault.ts';

/** The event stream is opened at once and the document is read behind it, so that the page waits less. */
const fault: Fault = {
  id: 'stream-opened-unasked',
  title: 'Event stream opened before anybody asks whose document it is',
  clause: 'SEC-05.events',
  reason: /streamDocumentEvents answered 200 to the/,
  edits: [
    {
      file: 'app/server/event-streams.ts',
      find: "        const first = await current();\n        stream.write('retry: 2000\\n\\n');\n        send(first);\n",
      replace: "        stream.write('retry: 2000\\n\\n');\n        void current().then(send, () => stream.end());\n",
    },
  ],
};

export default fault;
