import type { Fault } from '../fault.ts';

/** The signing key is no longer taken from Secrets Manager: it would have to come from somewhere else. */
const fault: Fault = {
  id: 'secret-not-handed-over',
  title: 'Services without the signing key from Secrets Manager',
  clause: 'DEP-14.secrets-manager',
  reason: /does not get JWT_SECRET/,
  edits: [
    { file: 'infra/constructs/app-task.ts', find: '        JWT_SECRET: ecs.Secret.fromSecretsManager(data.jwtSecret),\n', replace: '' },
  ],
};

export default fault;
