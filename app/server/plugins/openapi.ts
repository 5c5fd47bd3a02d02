import swagger from '@fastify/swagger';
import type { FastifyInstance, FastifySchema } from 'fastify';
import fp from 'fastify-plugin';

declare module 'fastify' {
  interface FastifySchema {
    /** Which path parameter of other operations this one's answer gives, and where in the answer it is. */
    'x-creates'?: { readonly resource: string; readonly param: string; readonly idPath: string };
    /** Roles that may call it; absent: every signed-in user. */
    'x-roles'?: readonly string[];
    /** A body that is read as a stream and therefore not validated by schema: documentation only. */
    'x-multipart'?: object;
  }
}

/** OpenAPI 3.1 from the routes' own schemas; security from the same flag that authentication obeys. */
export const openapi = fp(async (app: FastifyInstance, { version, serverUrl }: { version: string; serverUrl: string }) => {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'TransKeep API',
        version,
        description: 'Translates PDFs and keeps their layout. Errors are RFC 9457 problems with a stable `code` and a `requestId`.',
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: serverUrl }],
      components: {
        securitySchemes: { accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      },
      tags: [
        { name: 'sessions', description: 'Signing in and out' },
        { name: 'documents', description: 'Upload, watch, review, download' },
        { name: 'glossary', description: 'Terms that are kept, or always translated the same' },
        { name: 'system', description: 'What runs and how it feels' },
      ],
    },
    transform: ({ schema, url, route }) => {
      const { 'x-multipart': multipart, ...rest } = (schema ?? {}) as FastifySchema;
      const documented = multipart === undefined ? rest : { ...rest, consumes: ['multipart/form-data'], body: multipart };
      return { schema: { ...documented, security: route.config?.public === true ? [] : [{ accessToken: [] }] }, url };
    },
  });
});
