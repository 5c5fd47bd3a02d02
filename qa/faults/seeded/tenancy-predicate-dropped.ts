import type { Fault } from '../fault.ts';

/** A second row policy for reading forgets the tenancy predicate: every signed-in user reads everybody’s documents. */
const fault: Fault = {
  id: 'tenancy-predicate-dropped',
  title: 'Row policy of documents without its tenancy predicate',
  clause: 'SEC-05.documents',
  reason: /getDocument answered 200 to the/,
  edits: [
    {
      file: 'app/database/migrations/1763800000000_initial.sql',
      find: 'GRANT USAGE ON SCHEMA public TO transkeep_app;',
      replace: 'CREATE POLICY anybody ON documents FOR SELECT USING (true);\n\nGRANT USAGE ON SCHEMA public TO transkeep_app;',
    },
  ],
};

export default fault;
