import type { Fault } from '../fault.ts';

/** A token is committed and removed again by the next commit: whoever clones the repository has it. */
const fault: Fault = {
  id: 'token-in-the-history',
  title: 'Token committed and removed',
  clause: 'SEC-15.secrets-history',
  reason: /[0-9a-f]{12}:infra\/environments\.ts/,
  measured: { above: 0 },
  edits: [
    {
      file: 'infra/environments.ts',
      find: '/** Everything in which two deployments',
      replace: `// pipeline: gh${'p_'}${'Ab3x'.repeat(9)}\n/** Everything in which two deployments`,
    },
  ],
  committed: 'undone',
};

export default fault;
