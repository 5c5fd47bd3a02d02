import type { Fault } from '../fault.ts';

/** The policy of the texts is opened, as every query names a document of its user anyway. */
const fault: Fault = {
  id: 'blocks-of-everybody',
  title: 'Row policy of blocks without its tenancy predicate',
  clause: 'SEC-05.row-security',
  reason: /blocks shows \d+ rows to both users/,
  edits: [
    {
      file: 'app/database/migrations/1763800000000_initial.sql',
      find: 'CREATE POLICY own_rows ON blocks USING (user_id = app_user_id())',
      replace: 'CREATE POLICY own_rows ON blocks USING (true)',
    },
  ],
};

export default fault;
