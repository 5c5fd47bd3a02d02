import type { Fault } from '../fault.ts';

/** Blocks get a policy for reading of their own, as who knows the id of a document may see it anyway. */
const fault: Fault = {
  id: 'blocks-open-for-reading',
  title: 'Texts readable with the id of their document',
  clause: 'SEC-05.blocks',
  reason: /listBlocks answered 200 to the/,
  edits: [
    {
      file: 'app/database/migrations/1763800000000_initial.sql',
      find: 'GRANT USAGE ON SCHEMA public TO transkeep_app;',
      replace: 'CREATE POLICY anybody ON blocks FOR SELECT USING (true);\n\nGRANT USAGE ON SCHEMA public TO transkeep_app;',
    },
  ],
};

export default fault;
