import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { StackHandle } from '@transkeep/reports/contract/index.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../stack/ports.ts';
import { type RunningProgram, startProgram, untilReady } from '../../stack/process.ts';
import { toolPath } from '../../stack/tools.ts';
import { Bench, said } from './bench.ts';

/** An API that refuses every sign-in for its rate limit, over TLS: all that the load asks of it before k6 starts. */
let folder: string;
let edge: RunningProgram;
let stack: StackHandle;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'k6-lies-')));
  const port = await freePort();
  await writeFile(
    join(folder, 'Caddyfile'),
    `{
      admin off
      persist_config off
      skip_install_trust
      auto_https disable_redirects
      default_bind 127.0.0.1
      storage file_system ${folder}
    }
    https://localhost:${port} {
      tls {
        issuer internal
      }
      header Retry-After 60
      respond 429
    }`,
  );
  const env = { XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder };
  const args = ['run', '--config', join(folder, 'Caddyfile'), '--adapter', 'caddyfile'];
  edge = startProgram({ name: 'edge', command: toolPath('caddy'), args, env }, { logDir: folder });
  const webUrl = `https://localhost:${port}`;
  const caFile = join(folder, 'pki/authorities/local/root.crt');
  await untilReady(edge, () =>
    fetch(webUrl).then(
      () => true,
      (error: Error) => (error.cause as Error | undefined)?.message.includes('certificate') === true,
    ),
  );
  const userSeeder = { command: process.execPath, args: ['-e', 'process.stdin.resume()'], env: {} };
  stack = { webUrl, apiUrl: `${webUrl}/api/v1`, caFile, users: [], userSeeder } as unknown as StackHandle;
}, 60_000);

afterAll(async () => {
  await edge?.stop();
  await rm(folder, { recursive: true, force: true });
});

const summary = JSON.stringify({ metrics: { http_reqs: { values: { count: 0 } } } });
const samples = gzipSync('').toString('base64');

// The small profile does not wait for a quiet machine first. It never passes for being small, too; the reason tells which it was.
test('a k6 that exits 0 and has seen nothing: INCONCLUSIVE', async () => {
  const script = `#!${process.execPath}
    import { writeFileSync } from 'node:fs';
    const raw = process.argv.find((arg) => arg.startsWith('json=')).slice(5);
    writeFileSync(raw, Buffer.from('${samples}', 'base64'));
    writeFileSync(process.env.SUMMARY_FILE, '${summary}');`;
  await using bench = await Bench.open({ k6: script });
  const judgement = said(await bench.gatherAndJudge('load-200-users', { profile: 'smoke', stack, tools: { k6: join(bench.root, 'k6') } }));
  expect(judgement).toEqual({ verdicts: ['INCONCLUSIVE'], why: expect.stringMatching(/k6 made no request/) });
}, 240_000);
