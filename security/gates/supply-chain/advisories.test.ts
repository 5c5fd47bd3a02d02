import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import type { GatherContext } from '@transkeep/reports/contract/index.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { askAdvisories } from './advisories.ts';

/** npm itself, asked through a registry on this machine that knows what the test wants it to know. */
describe('advisories through npm', () => {
  let folder: string;
  let registry: Server;
  let known: Record<string, { severity: string }>;

  beforeEach(async () => {
    known = {};
    folder = await mkdtemp(join(tmpdir(), 'advisories-'));
    await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'ours', version: '1.0.0', dependencies: { leftish: '1.0.0' } }));
    const packages = {
      '': { name: 'ours', version: '1.0.0', dependencies: { leftish: '1.0.0' } },
      'node_modules/leftish': { version: '1.0.0' },
    };
    await writeFile(
      join(folder, 'package-lock.json'),
      JSON.stringify({ name: 'ours', version: '1.0.0', lockfileVersion: 3, requires: true, packages }),
    );
    registry = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const bulk = request.url === '/-/npm/v1/security/advisories/bulk';
      response.writeHead(bulk ? 200 : 404, { 'content-type': 'application/json' }).end(bulk ? answerTo(Buffer.concat(chunks)) : '{}');
    });
    registry.listen(0, '127.0.0.1');
    await once(registry, 'listening');
  });

  afterEach(async () => {
    registry.closeAllConnections();
    registry.close();
    await rm(folder, { recursive: true });
  });

  function answerTo(body: Buffer): string {
    const asked = JSON.parse((body[0] === 0x1f ? gunzipSync(body) : body).toString()) as Record<string, string[]>;
    const advisories = Object.keys(asked).filter((name) => name in known);
    return JSON.stringify(
      Object.fromEntries(
        advisories.map((name, id) => [
          name,
          [
            {
              id,
              url: 'https://advisory.example',
              title: 'bad',
              severity: known[name]?.severity,
              vulnerable_versions: '*',
              cwe: [],
              cvss: { score: 9 },
            },
          ],
        ]),
      ),
    );
  }

  function context(): GatherContext {
    const { port } = registry.address() as AddressInfo;
    const env = { ...process.env, npm_config_registry: `http://127.0.0.1:${port}`, npm_config_cache: join(folder, 'cache') };
    const run = async (command: string, args: readonly string[], options?: { cwd?: string }) => {
      const started = performance.now();
      const result = await promisify(execFile)(command, [...args], { cwd: options?.cwd, env }).catch(
        (error) => error as { stdout: string; stderr: string; code: number },
      );
      return {
        exitCode: 'code' in result ? result.code : 0,
        stdout: result.stdout,
        stderr: result.stderr,
        durationMs: performance.now() - started,
      };
    };
    const save = async (path: string) => ({ path, sha256: '' });
    return { run, save, repoRoot: folder, workDir: folder } as unknown as GatherContext;
  }

  it('reports a critical one of ours', async () => {
    known = { leftish: { severity: 'critical' }, minimist: { severity: 'critical' } };
    expect(await askAdvisories(context())).toEqual({
      vulnerabilities: { critical: 1, high: 0, moderate: 0, low: 0, packages: ['leftish'] },
      problem: '',
      controlCritical: 1,
    });
  });

  it('shows that a registry without data knows not even the famous one', async () => {
    expect(await askAdvisories(context())).toMatchObject({ vulnerabilities: { critical: 0 }, controlCritical: 0 });
  });

  it('says that a registry gave no answer', async () => {
    registry.removeAllListeners('request').on('request', (_, response) => response.writeHead(405).end());
    expect(await askAdvisories(context())).toMatchObject({
      vulnerabilities: null,
      problem: expect.stringContaining('405'),
      controlCritical: null,
    });
  });
});
