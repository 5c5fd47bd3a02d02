import { randomUUID } from 'node:crypto';
import { errors, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import type { User } from '../users/user.ts';

const ACCESS_TOKEN_AUDIENCE = 'transkeep-api';
export const ACCESS_TOKEN_SECONDS = 15 * 60;

/** Who a valid access token speaks for. */
export interface Identity {
  readonly userId: string;
  readonly sessionId: string;
  readonly role: User['role'];
}

export class InvalidTokenError extends Error {
  override name = 'InvalidTokenError';
}

export interface AccessTokens {
  sign(identity: Identity, seconds?: number): Promise<string>;
  /** @throws {InvalidTokenError} whatever is wrong with it; the cause says what */
  verify(token: string): Promise<Identity>;
}

const ALGORITHM = 'HS256';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Short-lived JWTs. Algorithm, issuer, audience and the set of claims are fixed; nothing in a token chooses its own key. */
export function createAccessTokens({ secret, issuer }: { secret: string; issuer: string }): AccessTokens {
  const key = new TextEncoder().encode(secret);
  return {
    sign: ({ userId, sessionId, role }, seconds = ACCESS_TOKEN_SECONDS) => {
      const now = Math.floor(Date.now() / 1000);
      return new SignJWT({ sid: sessionId, role })
        .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT' })
        .setIssuer(issuer)
        .setAudience(ACCESS_TOKEN_AUDIENCE)
        .setSubject(userId)
        .setJti(randomUUID())
        .setIssuedAt(now)
        .setExpirationTime(now + seconds)
        .sign(key);
    },
    async verify(token) {
      try {
        const { payload, protectedHeader } = await jwtVerify(token, key, {
          algorithms: [ALGORITHM],
          issuer,
          audience: ACCESS_TOKEN_AUDIENCE,
          typ: 'JWT',
          requiredClaims: ['iss', 'aud', 'sub', 'sid', 'role', 'jti', 'iat', 'exp'],
        });
        // We write `alg` and `typ` only; a `kid`, `jku` or `jwk` is somebody trying to point at another key.
        const foreign = Object.keys(protectedHeader).find((name) => name !== 'alg' && name !== 'typ');
        if (foreign !== undefined) throw new InvalidTokenError(`header ${foreign} is not ours`);
        return identityOf(payload);
      } catch (cause) {
        if (cause instanceof InvalidTokenError) throw cause;
        if (cause instanceof errors.JOSEError) throw new InvalidTokenError(cause.code, { cause });
        throw cause;
      }
    },
  };
}

function identityOf({ sub, sid, role, jti, iat, exp }: JWTPayload): Identity {
  const valid = typeof sub === 'string' && UUID.test(sub) && typeof sid === 'string' && UUID.test(sid) && typeof jti === 'string';
  if (!valid || (role !== 'user' && role !== 'admin')) throw new InvalidTokenError('a claim is not of its type');
  if (iat === undefined || exp === undefined || iat > exp) throw new InvalidTokenError('it expires before it was issued');
  return { userId: sub, sessionId: sid, role };
}
