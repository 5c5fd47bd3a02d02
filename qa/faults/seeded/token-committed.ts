import type { Fault } from '../fault.ts';

/** A token of the pipeline is written into a file, and committed. */
const fault: Fault = {
  id: 'token-committed',
  title: 'Token committed',
  clause: 'SEC-15.secrets-code',
  reason: /infra\/environments\.ts, line \d+/,
  measured: { above: 0 },
  edits: [
    {
      file: 'infra/environments.ts',
      find: '/** Everything in which two deployments',
      replace: `// pipeline: gh${'p_'}${'Ab3x'.repeat(9)}\n/** Everything in which two deployments`,
    },
  ],
  committed: 'kept',
};

export default fault;
