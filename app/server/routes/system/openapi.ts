import { Type } from 'typebox';
import { problemResponses } from '../../problems.ts';
import type { TypedApp } from '../../typed-app.ts';

/** The document describes itself, too: no route is left out of it. */
export function openapiRoute(app: TypedApp): void {
  app.get(
    '/openapi.json',
    {
      config: { public: true },
      schema: {
        operationId: 'getOpenapi',
        summary: 'This document',
        tags: ['system'],
        response: { 200: Type.Object({}, { additionalProperties: true, description: 'OpenAPI 3.1' }), ...problemResponses(429) },
      },
    },
    async () => app.swagger(),
  );
}
