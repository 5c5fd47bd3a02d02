import { type Static, Type } from 'typebox';
import { problemResponses } from '../../problems.ts';
import type { TypedApp } from '../../typed-app.ts';

const nullableText = (description: string) => Type.Union([Type.String(), Type.Null()], { description });

export const Version = Type.Object({
  version: Type.String(),
  commit: nullableText('Commit it was built from'),
  imageDigest: nullableText('Container image it runs in'),
});

export function versionRoute(app: TypedApp, version: Static<typeof Version>): void {
  app.get(
    '/version',
    {
      config: { public: true },
      schema: {
        operationId: 'getVersion',
        summary: 'What runs here',
        tags: ['system'],
        response: { 200: Version, ...problemResponses(429) },
      },
    },
    async () => version,
  );
}
