import type { HttpClient } from '../../material/http-client.ts';
import type { EdgeTlsEvidence } from './evidence.ts';

/** Reads the entry page and every script and style it leads to, as a browser would, and collects what they would load over plain HTTP. */
export async function readWebBuild(client: HttpClient, webUrl: string): Promise<EdgeTlsEvidence['web']> {
  const page = await client.send({ method: 'GET', url: `${webUrl}/` });
  if (page.status !== 200) throw new Error(`the entry page answered ${page.status || page.error}, not 200`);
  const html = page.body.toString('utf8');
  const plain = plainLoads('/', html);
  const inScripts: string[] = [];
  const todo = assetsIn(html);
  const scripts = todo.filter((path) => path.endsWith('.js')).length;
  const seen = new Set(todo);
  for (let path = todo.shift(); path !== undefined; path = todo.shift()) {
    const { status, body, error } = await client.send({ method: 'GET', url: `${webUrl}${path}` });
    if (status !== 200) throw new Error(`${path} answered ${status || error}, not 200`);
    const text = body.toString('utf8');
    if (path.endsWith('.js')) inScripts.push(...plainAddresses(path, text));
    else plain.push(...plainLoads(path, text));
    for (const next of assetsIn(text)) {
      if (seen.has(next)) continue;
      seen.add(next);
      todo.push(next);
    }
  }
  return {
    files: seen.size + 1,
    scripts,
    plainReferences: plain,
    inScripts,
    policy: page.headers['content-security-policy']?.toString() ?? null,
  };
}

/** Paths of scripts and styles, in HTML attributes, imports and lists of chunks. */
export function assetsIn(text: string): string[] {
  const found = [...text.matchAll(/["'`(](?:\.?\/)?((?:assets\/)?[\w.-]+-[\w-]{8}\.(?:js|css))["'`)]/g)].map(([, path = '']) => path);
  return [...new Set(found)].map((path) => (path.startsWith('assets/') ? `/${path}` : `/assets/${path}`));
}

/** What HTML or CSS would load over plain HTTP: `src`, `srcset`, a form's `action`, a `link`'s `href`, `url()` and `@import`. A link that somebody follows loads nothing. */
export function plainLoads(file: string, text: string): string[] {
  const loads = /(?:\b(?:src|srcset|action|data|poster)=["']?|<link[^>]*\shref=["']?|url\(["']?|@import\s+["'])(http:\/\/[^\s"'()<>]+)/gi;
  return [...text.matchAll(loads)].map(([, address]) => `${file}: ${address}`);
}

/** Plain addresses that stand in a script. Most are names of vocabularies or texts for errors; whether one is ever loaded, only the policy decides. */
function plainAddresses(file: string, text: string): string[] {
  return [...new Set([...text.matchAll(/http:\/\/[^\s"'`)<>\\]+/g)].map(([address]) => `${file}: ${address}`))];
}
