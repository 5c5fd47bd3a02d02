import type { Fault } from '../fault.ts';

/** A required variable is added to the app, and to no environment that runs it. */
const fault: Fault = {
  id: 'setting-nobody-gives',
  title: 'A new required setting that nobody gives',
  clause: 'DEP-03.starts',
  reason: /did not become ready.*SESSION_PEPPER/,
  edits: [
    {
      file: 'app/config/environment.ts',
      find: '  JWT_SECRET: Type.String({',
      replace:
        "  SESSION_PEPPER: Type.String({ description: 'Mixed into the hashes of passwords', minLength: 32 }),\n  JWT_SECRET: Type.String({",
    },
  ],
};

export default fault;
