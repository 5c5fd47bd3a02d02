import type { Fault } from '../fault.ts';

/** Preparing for several keys, a key that comes with the token is taken. */
const fault: Fault = {
  id: 'key-named-by-the-token',
  title: 'Key chosen by the token itself',
  clause: 'SEC-02.kid',
  reason: /answered 2\d\d to own-key-in-jwk/,
  edits: [
    {
      file: 'app/domain/sessions/access-tokens.ts',
      find: "SignJWT } from 'jose';",
      replace: "SignJWT, decodeProtectedHeader } from 'jose';",
    },
    {
      file: 'app/domain/sessions/access-tokens.ts',
      find: 'await jwtVerify(token, key, {',
      replace:
        "await jwtVerify(token, Buffer.from(decodeProtectedHeader(token).jwk?.k ?? '', 'base64url').length > 0 ? Buffer.from(decodeProtectedHeader(token).jwk?.k ?? '', 'base64url') : key, {",
    },
    {
      file: 'app/domain/sessions/access-tokens.ts',
      find: '        if (foreign !== undefined) throw',
      replace: "        if (foreign !== undefined && foreign !== 'jwk') throw",
    },
  ],
};

export default fault;
