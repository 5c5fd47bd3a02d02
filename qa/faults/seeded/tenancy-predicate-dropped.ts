import type { Fault } from '../fault.ts';

/** A migration adds a row policy without the tenancy predicate: every signed-in user reads everybody's documents. */
const fault: Fault = {
  id: 'tenancy-predicate-dropped',
  title: 'Row policy of documents without its tenancy predicate',
  clause: 'SEC-05.documents',
  reason: /getDocument answered 200 to the/,
  edits: [
    {
      file: 'app/database/migrations.ts',
      find: 'return done.map(({ name }) => name);',
      replace:
        "await client.query('CREATE POLICY anybody ON documents FOR SELECT USING (true)');\n    return done.map(({ name }) => name);",
    },
  ],
};

export default fault;
