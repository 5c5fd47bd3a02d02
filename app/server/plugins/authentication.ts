import type { FastifyInstance, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { DomainError } from '../../domain/errors.ts';
import { type AccessTokens, type Identity, InvalidTokenError } from '../../domain/sessions/access-tokens.ts';
import type { Sessions } from '../../domain/sessions/sessions.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; only `identityOf` reads it. */
    identity: Identity | null;
  }
  interface FastifyContextConfig {
    /** Answers without an access token. Whatever does not say so needs one. */
    public?: boolean;
  }
}

export interface AuthenticationOptions {
  readonly tokens: AccessTokens;
  readonly sessions: Pick<Sessions, 'isActive'>;
}

/** Closed by default: every route wants a valid access token of a session in force, unless its config says `public`. */
export const authentication = fp(async (app: FastifyInstance, { tokens, sessions }: AuthenticationOptions) => {
  app.decorateRequest('identity', null);
  app.addHook('onRequest', async (request) => {
    if (request.is404 || request.routeOptions.config.public === true) return;
    const identity = await verify(tokens, bearerOf(request));
    if (!(await sessions.isActive(identity))) throw new DomainError('unauthenticated', 'Your session is over. Please sign in again.');
    request.identity = identity;
  });
});

/** Who asks, in a handler of a route that is not public. */
export function identityOf(request: FastifyRequest): Identity {
  if (!request.identity) throw new Error('identityOf() in a public route');
  return request.identity;
}

function bearerOf(request: FastifyRequest): string {
  const match = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(request.headers.authorization ?? '');
  if (!match?.[1]) throw new DomainError('unauthenticated', 'Sign in first.');
  return match[1];
}

async function verify(tokens: AccessTokens, token: string): Promise<Identity> {
  try {
    return await tokens.verify(token);
  } catch (cause) {
    if (!(cause instanceof InvalidTokenError)) throw cause;
    throw new DomainError('unauthenticated', 'The access token is not valid or has expired.', { cause });
  }
}
