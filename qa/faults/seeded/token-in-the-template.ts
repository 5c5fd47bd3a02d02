import type { Fault } from '../fault.ts';

/** The token of Redis is written down where it is used instead of being referred to. */
const fault: Fault = {
  id: 'token-in-the-template',
  title: 'Redis token written into the template',
  clause: 'DEP-14.templates',
  reason: /AuthToken in plain text/,
  measured: { above: 0 },
  edits: [
    {
      file: 'infra/constructs/redis.ts',
      find: 'authToken: SecretValue.secretsManager(token.secretArn).unsafeUnwrap(),',
      replace: "authToken: 'everybody reads this'.padEnd(AUTH_TOKEN_LENGTH, '0'),",
    },
  ],
};

export default fault;
