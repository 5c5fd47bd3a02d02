import type { Fault } from '../fault.ts';

/** The migration mode for clients without TLS stays on after the migration. */
const fault: Fault = {
  id: 'redis-tls-optional',
  title: 'Redis takes connections without TLS too',
  clause: 'DEP-08.tls',
  reason: /with and without TLS/,
  edits: [{ file: 'infra/constructs/redis.ts', find: "transitEncryptionMode: 'required'", replace: "transitEncryptionMode: 'preferred'" }],
};

export default fault;
