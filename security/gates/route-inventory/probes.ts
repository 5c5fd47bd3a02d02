import { randomUUID } from 'node:crypto';
import type { Answer, HttpClient, Request } from '../../material/http-client.ts';
import type { Operation } from '../../material/openapi.ts';
import { comparableToUnknown } from './comparable.ts';
import type { RouteInventoryEvidence } from './evidence.ts';

/** What frameworks, libraries and careless people leave reachable (OWASP API9:2023, improper inventory management). */
const PATHS = [
  ...[
    '/metrics',
    '/debug',
    '/debug/pprof/',
    '/admin',
    '/admin/queues',
    '/queues',
    '/bull-board',
    '/status',
    '/server-status',
    '/actuator',
    '/actuator/env',
  ],
  ...[
    '/graphql',
    '/documentation',
    '/documentation/json',
    '/docs',
    '/swagger',
    '/swagger.json',
    '/swagger-ui/',
    '/openapi.json',
    '/openapi.yaml',
  ],
  ...[
    '/.env',
    '/.git/config',
    '/.git/HEAD',
    '/package.json',
    '/config',
    '/config.json',
    '/health',
    '/healthz',
    '/health/',
    '/__routes',
    '/console',
  ],
  ...[
    '/users',
    '/sessions',
    '/documents/all',
    '/documents/export',
    '/me/password',
    '/internal',
    '/test',
    '/seed',
    '/reset',
    '/version.json',
    '/blocks',
    '/files',
    '/events',
  ],
] as const;
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
const AT_ONCE = 8;
/** An address of its own: limits per address stay with this gate. */
const ADDRESS = '127.0.6.2';

interface Probe {
  readonly request: Request;
  /** A request to a path that surely does not exist, answered by the same part of the system. */
  readonly unknown: Request;
}

export interface Target {
  readonly webUrl: string;
  readonly apiUrl: string;
  /** An API process itself, without the edge before it. */
  readonly processUrl: string;
  readonly accessToken: string;
}

/**
 * Guesses at paths (through the edge, below the API's prefix, and at an API process itself) and at methods that the documented paths don't
 * list, signed in, as an undocumented route may hide behind authentication.
 */
export function probesFor(operations: readonly Operation[], { webUrl, apiUrl, processUrl, accessToken }: Target): Probe[] {
  const headers = { authorization: `Bearer ${accessToken}` };
  const ask = (method: string, url: string): Request => ({ method, url, headers, from: ADDRESS });
  const isDocumented = (method: string, path: string) =>
    operations.some((operation) => operation.method === method && matches(operation, path));
  const guesses = [webUrl, `${new URL(apiUrl).origin}/api`, apiUrl, processUrl].flatMap((base) =>
    PATHS.filter((path) => !isDocumented('GET', new URL(base + path).pathname)).map((path) => ({
      request: ask('GET', base + path),
      unknown: ask('GET', base + unknownBeside(path)),
    })),
  );
  const filled = [...new Set(operations.map(({ url }) => url.replace(/\{\w+\}/g, randomUUID())))];
  const methods = filled.flatMap((url) =>
    METHODS.filter((method) => !isDocumented(method, new URL(url).pathname)).map((method) => ({
      request: ask(method, url),
      unknown: ask(method, `${new URL(url).origin}/api/${randomUUID()}`),
    })),
  );
  return [...guesses, ...methods];
}

/** A path in the same folder that surely does not exist; with a dot where the other has one, as the edge then looks for a file. */
function unknownBeside(path: string): string {
  const [, folder = '', name = ''] = /^(.*\/)([^/]*)$/.exec(path) ?? [];
  return `${folder}${name.startsWith('.') ? '.' : ''}${randomUUID()}${/\w\.\w+$/.test(name) ? '.json' : ''}`;
}

function matches({ path }: Operation, asked: string): boolean {
  return new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`).test(asked);
}

/** Asks everything; what was answered exactly as an unknown path found nothing. */
export async function tryProbes(client: HttpClient, probes: readonly Probe[]): Promise<RouteInventoryEvidence['probes']> {
  const todo = [...probes];
  const results: RouteInventoryEvidence['probes'] = [];
  const worker = async () => {
    for (let probe = todo.shift(); probe; probe = todo.shift()) {
      const [answer, unknown]: [Answer, Answer] = [await client.send(probe.request), await client.send(probe.unknown)];
      results.push({
        request: `${probe.request.method} ${nameOf(probe.request.url)}`,
        status: answer.status,
        asUnknown: comparableToUnknown(answer) === comparableToUnknown(unknown) && (unknown.status === 404 || isPage(unknown)),
      });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}

/** The web client answers its entry page to any path that looks like one of its own. */
function isPage({ status, headers }: Answer): boolean {
  return status === 200 && (headers['content-type'] ?? '').startsWith('text/html');
}

/** Ports differ from run to run and say nothing. */
function nameOf(url: string): string {
  const { port, protocol, pathname } = new URL(url);
  return `${protocol === 'https:' ? '' : `(process, port ${port}) `}${pathname}`;
}
