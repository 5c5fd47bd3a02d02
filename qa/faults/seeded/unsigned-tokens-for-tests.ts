import type { Fault } from '../fault.ts';

/** A short cut for tests reaches production: a token that says it is not signed is believed. */
const fault: Fault = {
  id: 'unsigned-tokens-for-tests',
  title: 'Unsigned tokens accepted',
  clause: 'SEC-02.alg-none',
  reason: /answered 2\d\d to none/,
  edits: [
    {
      file: 'app/domain/sessions/access-tokens.ts',
      find: "SignJWT } from 'jose';",
      replace: "SignJWT, decodeJwt, decodeProtectedHeader } from 'jose';",
    },
    {
      file: 'app/domain/sessions/access-tokens.ts',
      find: '      try {\n        const { payload,',
      replace:
        "      try {\n        if (decodeProtectedHeader(token).alg === 'none') return identityOf(decodeJwt(token));\n        const { payload,",
    },
  ],
};

export default fault;
