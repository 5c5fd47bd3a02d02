import type { GatherContext } from '@transkeep/reports/contract/index.ts';
import { createHttpClient, type HttpClient } from '../../material/http-client.ts';
import { lookAtCertificate } from './certificate.ts';
import { type EdgeTlsEvidence, TLS_VERSIONS } from './evidence.ts';
import { tryVersion } from './handshakes.ts';
import { assetsIn, readWebBuild } from './web-build.ts';

export async function gather(context: GatherContext): Promise<EdgeTlsEvidence> {
  const { stack, signal } = context;
  const { hostname, port: portText } = new URL(stack.webUrl);
  const port = Number(portText || 443);
  const client = await createHttpClient({ caFile: stack.caFile, signal });
  try {
    context.progress('handshakes');
    const handshakes: EdgeTlsEvidence['handshakes'] = [];
    for (const version of TLS_VERSIONS) handshakes.push(await tryVersion(hostname, port, version));
    const certificate = await lookAtCertificate(hostname, port, stack.caFile);
    context.progress('web build');
    const web = await readWebBuild(client, stack.webUrl);
    context.progress('headers and redirects');
    const wanted = await answersToLookAt(client, stack);
    const redirects = redirectsToTry(stack.httpUrl, stack.webUrl);
    return {
      at: new Date().toISOString(),
      handshakes,
      certificate,
      answers: await lookAtAnswers(client, wanted),
      expectedAnswers: wanted.length,
      web,
      redirects: await tryRedirects(client, redirects),
      expectedRedirects: redirects.length,
    };
  } finally {
    client.close();
  }
}

interface Wanted {
  readonly name: string;
  readonly method: string;
  readonly url: string;
}

/** One of every kind that the edge answers: its own and the API's, successes and refusals. */
async function answersToLookAt(client: HttpClient, { webUrl, apiUrl, openapiUrl }: GatherContext['stack']): Promise<Wanted[]> {
  const page = await client.send({ method: 'GET', url: `${webUrl}/` });
  const [asset] = assetsIn(page.body.toString('utf8'));
  const get = (name: string, url: string) => ({ name, method: 'GET', url });
  return [
    get('entry page', `${webUrl}/`),
    get('page of the web client', `${webUrl}/documents`),
    get('asset', `${webUrl}${asset ?? '/assets/none.js'}`),
    get('asset that is not there', `${webUrl}/assets/none-00000000.js`),
    get('file that is not there', `${webUrl}/none.txt`),
    get('API, public', `${apiUrl}/version`),
    get('API, refused', `${apiUrl}/me`),
    get('API, not there', `${apiUrl}/none`),
    { name: 'API, invalid request', method: 'POST', url: `${apiUrl}/sessions` },
    get('OpenAPI', openapiUrl),
    get('health', `${webUrl}/health/live`),
    { name: 'method that nobody takes', method: 'PUT', url: `${webUrl}/` },
  ];
}

async function lookAtAnswers(client: HttpClient, wanted: readonly Wanted[]): Promise<EdgeTlsEvidence['answers']> {
  return Promise.all(
    wanted.map(async ({ name, method, url }) => {
      const { status, headers } = await client.send({ method, url });
      return { name, status, hsts: headers['strict-transport-security'] ?? null };
    }),
  );
}

interface Redirect {
  readonly method: string;
  readonly url: string;
  readonly expected: string;
}

/** Host, port of the secure side, path and query must come through unchanged. */
function redirectsToTry(httpUrl: string, webUrl: string): Redirect[] {
  return [
    { method: 'GET', path: '/' },
    { method: 'GET', path: '/documents/42?page=3&q=a%20b%2Fc' },
    { method: 'HEAD', path: '/assets/none.js' },
    { method: 'POST', path: '/api/v1/sessions' },
    { method: 'GET', path: '//attacker.example/x' },
  ].map(({ method, path }) => ({ method, url: `${httpUrl}${path}`, expected: `${webUrl}${path}` }));
}

async function tryRedirects(client: HttpClient, redirects: readonly Redirect[]): Promise<EdgeTlsEvidence['redirects']> {
  return Promise.all(
    redirects.map(async ({ method, url, expected }) => {
      const { status, headers } = await client.send({ method, url });
      return { request: `${method} ${new URL(url).pathname}`, status, location: headers.location ?? null, expected };
    }),
  );
}
