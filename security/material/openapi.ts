import type { HttpClient } from './http-client.ts';

/** The little of JSON Schema that request bodies use. */
export interface JsonSchema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly examples?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly format?: string;
  readonly minLength?: number;
  readonly minimum?: number;
}

/** One operation of the API, as OpenAPI describes it. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  /** With its parameters in braces: `/api/v1/documents/{documentId}`. */
  readonly path: string;
  readonly url: string;
  readonly isPublic: boolean;
  /** Names of the path's parameters. */
  readonly params: readonly string[];
  /** What it makes: the resource's id is found at `idPath` of the answer and goes into `param` of other operations. */
  readonly creates?: { readonly resource: string; readonly param: string; readonly idPath: string };
  /** Only these roles may call it; absent: every signed-in user. */
  readonly roles?: readonly string[];
  readonly body?: { readonly contentType: string; readonly schema: JsonSchema };
  /** Content types of its successful answers. */
  readonly answers: readonly string[];
}

interface OpenApiOperation {
  readonly operationId?: string;
  readonly security?: readonly Readonly<Record<string, unknown>>[];
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: JsonSchema }>> };
  readonly responses?: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
  readonly 'x-creates'?: Operation['creates'];
  readonly 'x-roles'?: readonly string[];
}

interface OpenApi {
  readonly openapi?: string;
  readonly security?: OpenApiOperation['security'];
  readonly paths?: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
}

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** Fetches and reads the description. Throws when it is not there, or describes nothing. */
export async function fetchOperations(client: HttpClient, openapiUrl: string): Promise<readonly Operation[]> {
  const answer = await client.send({ method: 'GET', url: openapiUrl });
  if (answer.status !== 200) throw new Error(`${openapiUrl} answered ${answer.status || answer.error}`);
  return readOperations(JSON.parse(answer.body.toString('utf8')) as OpenApi, new URL(openapiUrl).origin);
}

/** Operations of an OpenAPI document, in its order. An operation without an id gets its method and path as one, so that none is lost. */
export function readOperations(document: OpenApi, origin: string): readonly Operation[] {
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method]) => methods.includes(method))
      .map(([method, operation]) => readOperation(document, origin, path, method, operation)),
  );
  if (operations.length === 0) throw new Error('the OpenAPI document describes no operation');
  return operations;
}

function readOperation(document: OpenApi, origin: string, path: string, method: string, operation: OpenApiOperation): Operation {
  const security = operation.security ?? document.security ?? [];
  const [content] = Object.entries(operation.requestBody?.content ?? {});
  return {
    id: operation.operationId ?? `${method} ${path}`,
    method: method.toUpperCase(),
    path,
    url: `${origin}${path}`,
    // An empty requirement among others makes signing in optional, which is public too.
    isPublic: security.length === 0 || security.some((requirement) => Object.keys(requirement).length === 0),
    params: [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ''),
    ...(operation['x-creates'] ? { creates: operation['x-creates'] } : {}),
    ...(operation['x-roles'] ? { roles: operation['x-roles'] } : {}),
    answers: Object.entries(operation.responses ?? {}).flatMap(([status, response]) =>
      status.startsWith('2') ? Object.keys(response.content ?? {}) : [],
    ),
    ...(content ? { body: { contentType: content[0], schema: content[1].schema ?? {} } } : {}),
  };
}
