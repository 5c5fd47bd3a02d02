import type { Fault } from '../fault.ts';

/** A migration opens the row policy of documents: every signed-in user reads everybody's, as repositories trust row security. */
const fault: Fault = {
  id: 'tenancy-predicate-dropped',
  title: 'Row policy of documents opened to every user',
  clause: 'SEC-05.documents',
  reason: /getDocument answered 200 to the/,
  source: [
    {
      file: 'app/database/migrations.ts',
      find: 'return done.map(({ name }) => name);',
      replace: "await client.query('ALTER POLICY own_rows ON documents USING (true)');\n    return done.map(({ name }) => name);",
    },
  ],
  profile: 'full',
};

export default fault;
