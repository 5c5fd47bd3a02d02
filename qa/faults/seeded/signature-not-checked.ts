import type { Fault } from '../fault.ts';

/** Somebody decodes tokens instead of verifying them, as both give the same claims. */
const fault: Fault = {
  id: 'signature-not-checked',
  title: 'Access tokens read without checking their signature',
  clause: 'SEC-02.signature',
  reason: /answered 2\d\d to/,
  edits: [
    {
      file: 'app/domain/sessions/access-tokens.ts',
      find: "import { errors, type JWTPayload, jwtVerify, SignJWT } from 'jose';",
      replace:
        "import { decodeJwt, decodeProtectedHeader, errors, type JWTPayload, SignJWT } from 'jose';\n\nconst jwtVerify = async (token: string, ..._unused: unknown[]) => ({ payload: decodeJwt(token), protectedHeader: decodeProtectedHeader(token) });",
    },
  ],
};

export default fault;
