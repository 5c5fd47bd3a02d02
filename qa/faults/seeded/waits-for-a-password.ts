import type { Fault } from '../fault.ts';

/** Asking for the password later is half built: the document waits for it, and nobody can give it. */
const fault: Fault = {
  id: 'waits-for-a-password',
  title: 'Encrypted document that never comes to an end',
  clause: 'SEC-11.bounded',
  reason: /password-protected took 1\d\d/,
  measured: { above: 120 },
  edits: [
    {
      file: 'app/worker/jobs/document-errors.ts',
      find: '    if (!refusal) throw error;\n',
      replace: "    if (!refusal) throw error;\n    if (refusal.code === 'encrypted') return;\n",
    },
  ],
};

export default fault;
