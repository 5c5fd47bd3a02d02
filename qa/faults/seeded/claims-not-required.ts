import type { Fault } from '../fault.ts';

/** The list of claims that a token must have is dropped: one without `exp` is good for ever. */
const fault: Fault = {
  id: 'claims-not-required',
  title: 'Tokens without an end accepted',
  clause: 'SEC-02.required-claims',
  reason: /answered 2\d\d to without-/,
  edits: [
    {
      file: 'app/domain/sessions/access-tokens.ts',
      find: "          requiredClaims: ['iss', 'aud', 'sub', 'sid', 'role', 'jti', 'iat', 'exp'],\n",
      replace: '',
    },
    {
      file: 'app/domain/sessions/access-tokens.ts',
      find: 'if (iat === undefined || exp === undefined || iat > exp)',
      replace: 'if (false)',
    },
  ],
};

export default fault;
