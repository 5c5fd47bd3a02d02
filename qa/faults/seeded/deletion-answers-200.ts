import type { Fault } from '../fault.ts';

/** Deleting a document answers 200 with a body instead of 204. */
const fault: Fault = {
  id: 'deletion-answers-200',
  title: 'Deletion that answers with the wrong status',
  clause: 'QA-02.api',
  reason: /api\.\w+\.integration\.test\.ts/,
  measured: { above: 0 },
  edits: [
    {
      file: 'app/server/routes/documents/routes.ts',
      find: 'return reply.code(204).send(null);',
      replace: 'return reply.code(200 as 204).send(null);',
    },
  ],
  restsOn: ['qa/suites/integration'],
};

export default fault;
