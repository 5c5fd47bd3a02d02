import { type Static, Type } from 'typebox';
import { DomainError } from '../../../domain/errors.ts';
import { ACCESS_TOKEN_SECONDS } from '../../../domain/sessions/access-tokens.ts';
import { SESSION_SECONDS, type Sessions, type SignedIn } from '../../../domain/sessions/sessions.ts';
import { User } from '../../../domain/users/user.ts';
import { identityOf } from '../../plugins/authentication.ts';
import { problemResponses } from '../../problems.ts';
import type { TypedApp } from '../../typed-app.ts';

const REFRESH_COOKIE = 'tk_refresh';
const COOKIE = { httpOnly: true, secure: true, sameSite: 'strict', path: '/api/v1/sessions' } as const;

const Session = Type.Object({ accessToken: Type.String(), expiresInSeconds: Type.Integer(), user: User }, { title: 'Session' });

const toSession = ({ accessToken, user }: SignedIn): Static<typeof Session> => ({
  accessToken,
  expiresInSeconds: ACCESS_TOKEN_SECONDS,
  user,
});

export function sessionRoutes(app: TypedApp, { sessions, origin }: { sessions: Sessions; origin: string }): void {
  app.post(
    '/sessions',
    {
      config: { public: true, limit: 'sign-in' },
      schema: {
        operationId: 'createSession',
        summary: 'Sign in',
        description: 'The refresh token comes as an HttpOnly cookie.',
        tags: ['sessions'],
        body: Type.Object({
          email: Type.String({ format: 'email', maxLength: 254 }),
          password: Type.String({ minLength: 1, maxLength: 256 }),
        }),
        response: { 201: Session, ...problemResponses(400, 401, 429) },
      },
    },
    async ({ body }, reply) => {
      const signedIn = await sessions.signIn(body.email, body.password);
      return reply
        .code(201)
        .setCookie(REFRESH_COOKIE, signedIn.refreshToken, { ...COOKIE, maxAge: SESSION_SECONDS })
        .send(toSession(signedIn));
    },
  );

  app.post(
    '/sessions/refresh',
    {
      config: { public: true },
      schema: {
        operationId: 'refreshSession',
        summary: 'Trade the refresh cookie for a new access token and a new cookie',
        description: 'A cookie that was used before ends its whole session: it has been copied.',
        tags: ['sessions'],
        response: { 200: Session, ...problemResponses(401, 429) },
      },
    },
    async (request, reply) => {
      // The cookie is SameSite=Strict already; this is for what does not know that.
      const { origin: from } = request.headers;
      const token = request.cookies[REFRESH_COOKIE];
      if (token === undefined || (from !== undefined && from !== origin)) throw new DomainError('unauthenticated', 'Sign in first.');
      try {
        const signedIn = await sessions.refresh(token);
        return reply.setCookie(REFRESH_COOKIE, signedIn.refreshToken, { ...COOKIE, maxAge: SESSION_SECONDS }).send(toSession(signedIn));
      } catch (error) {
        if (error instanceof DomainError) void reply.clearCookie(REFRESH_COOKIE, COOKIE);
        throw error;
      }
    },
  );

  app.delete(
    '/sessions/current',
    {
      schema: {
        operationId: 'deleteSession',
        summary: 'Sign out: the access token and its refresh tokens end now',
        tags: ['sessions'],
        response: { 204: Type.Null({ description: 'Signed out' }), ...problemResponses(401, 429) },
      },
    },
    async (request, reply) => {
      await sessions.signOut(identityOf(request));
      return reply.code(204).clearCookie(REFRESH_COOKIE, COOKIE).send(null);
    },
  );
}
