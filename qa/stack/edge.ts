import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { request } from 'node:https';
import { join } from 'node:path';
import { type Host, type RunningProgram, startProgram, untilReady } from './process.ts';
import { toolPath } from './tools.ts';

export interface EdgeOptions {
  readonly dir: string;
  readonly host: Host;
  readonly httpsPort: number;
  readonly httpPort: number;
  /** `http://127.0.0.1:PORT` of every API process. */
  readonly upstreams: readonly string[];
  readonly webRoot: string;
  readonly hstsMaxAgeS: number;
}

export interface Edge {
  readonly program: RunningProgram;
  /** Root certificate to trust. */
  readonly caFile: string;
  stop(): Promise<void>;
}

/** TLS edge: Caddy with a certificate authority of its own, in the state folder and nowhere else. */
export async function startEdge(options: EdgeOptions): Promise<Edge> {
  const dir = join(options.dir, 'edge');
  await mkdir(dir, { recursive: true });
  const program = startProgram(
    {
      name: 'edge',
      command: toolPath('caddy'),
      args: ['run', '--config', join(import.meta.dirname, 'Caddyfile'), '--adapter', 'caddyfile'],
      env: {
        XDG_CONFIG_HOME: dir,
        XDG_DATA_HOME: dir,
        STORAGE: dir,
        HTTPS_PORT: `${options.httpsPort}`,
        HTTP_PORT: `${options.httpPort}`,
        API_UPSTREAMS: options.upstreams.map((url) => new URL(url).host).join(' '),
        WEB_ROOT: options.webRoot,
        HSTS_MAX_AGE: `${options.hstsMaxAgeS}`,
        // A developer's other servers on localhost are none of our business.
        HSTS_SUFFIX: options.hstsMaxAgeS >= 86_400 ? '; includeSubDomains' : '',
      },
      stopTimeoutMs: 1_500,
    },
    options.host,
  );
  const caFile = join(dir, 'pki', 'authorities', 'local', 'root.crt');
  try {
    await untilReady(program, () => answersOk(`https://localhost:${options.httpsPort}/health/ready`, caFile));
  } catch (error) {
    await program.stop();
    throw error;
  }
  return { program, caFile, stop: program.stop };
}

async function answersOk(url: string, caFile: string): Promise<boolean> {
  if (!existsSync(caFile)) return false;
  const ca = await readFile(caFile);
  return new Promise((resolve) => {
    const call = request(url, { ca, agent: false, timeout: 2_000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    call.once('timeout', () => call.destroy(new Error('timeout')));
    call.once('error', () => resolve(false));
    call.end();
  });
}
