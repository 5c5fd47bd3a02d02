import { describe, expect, it } from 'vitest';
import { type Operation, readOperations } from './openapi.ts';
import { requestFor, sampleOf } from './request-for.ts';

const document = {
  security: [{ accessToken: [] }],
  paths: {
    '/api/v1/documents': {
      post: {
        operationId: 'createDocument',
        requestBody: { content: { 'multipart/form-data': { schema: { type: 'object' } } } },
        'x-creates': { resource: 'document', param: 'documentId', idPath: 'id' },
      },
    },
    '/api/v1/documents/{documentId}/blocks/{blockId}': {
      parameters: [],
      patch: {
        operationId: 'updateBlock',
        requestBody: {
          content: { 'application/json': { schema: { type: 'object', properties: { translatedText: { type: 'string', minLength: 1 } } } } },
        },
        responses: { '200': { content: { 'application/json': {} } }, '404': { content: { 'application/problem+json': {} } } },
      },
    },
    '/health/live': { get: { security: [] } },
    '/optional': { get: { operationId: 'optional', security: [{ accessToken: [] }, {}] } },
  },
};
const operations = readOperations(document as never, 'https://here');
const byId = (id: string): Operation => {
  const found = operations.find((operation) => operation.id === id);
  if (!found) throw new Error(`no ${id}`);
  return found;
};

describe('reading OpenAPI', () => {
  it('finds every operation, one without an id too, and nothing that is none', () => {
    expect(operations.map(({ id }) => id)).toEqual(['createDocument', 'updateBlock', 'get /health/live', 'optional']);
  });

  it('takes the general security where an operation names none, and optional signing in for public', () => {
    expect(operations.map(({ isPublic }) => isPublic)).toEqual([false, false, true, true]);
  });

  it('knows parameters and the types of successful answers', () => {
    expect(byId('updateBlock')).toMatchObject({ method: 'PATCH', params: ['documentId', 'blockId'], answers: ['application/json'] });
    expect(byId('createDocument').creates).toEqual({ resource: 'document', param: 'documentId', idPath: 'id' });
  });

  it('refuses a document that describes nothing', () => {
    expect(() => readOperations({ paths: {} }, 'https://here')).toThrow('no operation');
  });
});

describe('making requests', () => {
  const pdf = Buffer.from('%PDF-1.7');

  it('fills path, body and token', () => {
    const request = requestFor(byId('updateBlock'), {
      ids: { documentId: 'a/b', blockId: 'p1b1' },
      authorization: 'Bearer x',
      pdf,
      marker: 'mine',
    });
    expect(request).toMatchObject({
      method: 'PATCH',
      url: 'https://here/api/v1/documents/a%2Fb/blocks/p1b1',
      headers: { authorization: 'Bearer x', 'content-type': 'application/json' },
      body: '{"translatedText":"mine"}',
    });
  });

  it('refuses to leave a parameter open', () => {
    expect(() => requestFor(byId('updateBlock'), { ids: { documentId: 'a' }, pdf })).toThrow('blockId');
  });

  it('uploads with the languages before the file', () => {
    const body = Buffer.from(requestFor(byId('createDocument'), { pdf }).body ?? '').toString();
    expect(
      [body.indexOf('"from"'), body.indexOf('"to"'), body.indexOf('%PDF')].every((at, index, all) => at > (all[index - 1] ?? -1)),
    ).toBe(true);
  });
});

describe('sampling schemas', () => {
  it.each([
    [{ const: 3 }, 3],
    [{ enum: ['a', 'b'] }, 'a'],
    [{ anyOf: [{ type: 'boolean' }, { type: 'null' }] }, true],
    [{ type: 'string', format: 'email' }, 'm@transkeep.test'],
    [{ type: 'string', minLength: 4 }, 'm...'],
    [{ type: 'integer', minimum: 7 }, 7],
    [{ type: 'array', items: { type: 'number' } }, [1]],
  ])('%j', (schema, sample) => {
    expect(sampleOf(schema, 'm')).toEqual(sample);
  });
});
