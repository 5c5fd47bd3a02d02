import type { Fault } from '../fault.ts';

/** Administrators may look into every document, so that they can help; nobody thinks of the downloads. */
const fault: Fault = {
  id: 'support-reads-every-file',
  title: 'Files of every user open to administrators',
  clause: 'SEC-05.files',
  reason: /getTranslation answered 200 to the admin/,
  edits: [
    {
      file: 'app/database/migrations/1763800000000_initial.sql',
      find: 'GRANT USAGE ON SCHEMA public TO transkeep_app;',
      replace:
        "CREATE POLICY support ON documents FOR SELECT USING ((SELECT role FROM users WHERE id = app_user_id()) = 'admin');\n\nGRANT USAGE ON SCHEMA public TO transkeep_app;",
    },
  ],
};

export default fault;
