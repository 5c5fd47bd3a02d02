import type { Database } from '../../../database/database.ts';
import { findUser, User } from '../../../domain/users/user.ts';
import { identityOf } from '../../plugins/authentication.ts';
import { problemResponses } from '../../problems.ts';
import type { TypedApp } from '../../typed-app.ts';

export function userRoutes(app: TypedApp, { database }: { database: Database }): void {
  app.get(
    '/me',
    {
      schema: {
        operationId: 'getMe',
        summary: 'Who is signed in',
        tags: ['sessions'],
        response: { 200: User, ...problemResponses(401, 429) },
      },
    },
    async (request) => findUser(database, identityOf(request).userId),
  );
}
