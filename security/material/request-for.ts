import { randomUUID } from 'node:crypto';
import type { Request } from './http-client.ts';
import type { JsonSchema, Operation } from './openapi.ts';

export interface RequestOptions {
  /** Values for the path's parameters. Throws when one is missing. */
  readonly ids?: Readonly<Record<string, string>>;
  readonly authorization?: string;
  /** For operations that take a file. */
  readonly pdf: Uint8Array;
  /** Stands in every text that the body carries, so that a leak can be recognised. */
  readonly marker?: string;
  readonly from?: string;
  readonly idempotencyKey?: string;
}

/** A valid request for an operation, made from its description: what is tried must fail for who asks, not for how. */
export function requestFor(operation: Operation, options: RequestOptions): Request {
  const url = operation.url.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = options.ids?.[name];
    if (value === undefined) throw new Error(`${operation.id} needs a ${name}, and nothing makes one`);
    return encodeURIComponent(value);
  });
  const content = bodyFor(operation, options);
  return {
    method: operation.method,
    url,
    headers: {
      ...(options.authorization === undefined ? {} : { authorization: options.authorization }),
      ...(operation.method === 'POST' ? { 'idempotency-key': options.idempotencyKey ?? randomUUID() } : {}),
      ...(content ? { 'content-type': content.contentType } : {}),
    },
    ...(content ? { body: content.body } : {}),
    ...(options.from === undefined ? {} : { from: options.from }),
  };
}

function bodyFor(
  { body }: Operation,
  { pdf, marker = 'probe' }: RequestOptions,
): { contentType: string; body: Uint8Array | string } | undefined {
  if (!body) return undefined;
  if (body.contentType === 'multipart/form-data') return uploadForm(pdf, `${marker}.pdf`);
  return { contentType: 'application/json', body: JSON.stringify(sampleOf(body.schema, marker)) };
}

/** The upload as the API wants it: languages before the file. */
export function uploadForm(pdf: Uint8Array, fileName: string): { contentType: string; body: Uint8Array } {
  const boundary = `transkeep-${randomUUID()}`;
  const field = (name: string, value: string) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const head = `${field('from', 'en')}${field('to', 'es')}--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${fileName}"\r\nContent-Type: application/pdf\r\n\r\n`;
  const body = Buffer.concat([Buffer.from(head), pdf, Buffer.from(`\r\n--${boundary}--\r\n`)]);
  return { contentType: `multipart/form-data; boundary=${boundary}`, body };
}

/** A value that the schema accepts. */
export function sampleOf(schema: JsonSchema, marker: string): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  // What only looks like a word to a schema, such as the code of a language, has an example.
  if (schema.examples?.[0] !== undefined) return schema.examples[0];
  if (schema.anyOf?.[0]) return sampleOf(schema.anyOf[0], marker);
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, property]) => [name, sampleOf(property, marker)]));
    case 'array':
      return schema.items ? [sampleOf(schema.items, marker)] : [];
    case 'string':
      if (schema.format === 'uuid') return randomUUID();
      if (schema.format === 'email') return `${marker}@transkeep.test`;
      return marker.padEnd(schema.minLength ?? 0, '.');
    case 'integer':
    case 'number':
      return schema.minimum ?? 1;
    case 'boolean':
      return true;
    default:
      return null;
  }
}
