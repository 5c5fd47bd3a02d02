import type { Fault } from '../fault.ts';

/** A migration drops the tenancy predicate of a row policy: every signed-in user reads everybody’s documents. */
const fault: Fault = {
  id: 'tenancy-predicate-dropped',
  title: 'Row policy of documents without its tenancy predicate',
  clause: 'SEC-05.documents',
  reason: /getDocument answered 200 to the/,
  edits: [
    {
      file: 'app/database/migrations/1763800000000_initial.sql',
      find: 'CREATE POLICY own_rows ON documents USING (user_id = app_user_id())',
      replace: 'CREATE POLICY own_rows ON documents USING (true)',
    },
  ],
};

export default fault;
