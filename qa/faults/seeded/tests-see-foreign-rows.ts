import type { Fault } from '../fault.ts';

/** The row policy of documents loses its tenancy predicate. */
const fault: Fault = {
  id: 'tests-see-foreign-rows',
  title: 'Row policy open, seen by the tests of the database',
  clause: 'QA-02.database',
  reason: /database\.row-security\.integration\.test\.ts/,
  measured: { above: 0 },
  edits: [
    {
      file: 'app/database/migrations/1763800000000_initial.sql',
      find: 'CREATE POLICY own_rows ON documents USING (user_id = app_user_id())',
      replace: 'CREATE POLICY own_rows ON documents USING (true)',
    },
  ],
  restsOn: ['qa/suites/integration'],
};

export default fault;
