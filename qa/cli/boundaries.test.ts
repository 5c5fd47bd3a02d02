import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** The folder rules of biome.json, held against imports that must and must not pass: a rule that matches nothing would look green. */
const root = resolve(import.meta.dirname, '../..');

const forbidden: Record<string, string> = {
  'app/server/a.ts': '@transkeep/qa/run/plan/plan.ts',
  'app/web/a.ts': '../../reports/contract/index.ts',
  'app/pdf/a.ts': '../database/a.ts',
  'app/pdf/extract/a.ts': 'pg',
  'app/domain/documents/a.ts': 'fastify',
  'app/domain/documents/b.ts': '../../worker/main.ts',
  'infra/stacks/a.ts': '@transkeep/app/domain/documents/a.ts',
  'reports/contract/a.ts': '../html/page.ts',
  'reports/html/a.ts': '@transkeep/qa/run/plan/plan.ts',
  'qa/gates/x/evaluate.ts': 'node:fs',
  'security/gates/x/evaluate.ts': '@transkeep/qa/run/store.ts',
};
const allowed: Record<string, string> = {
  'app/server/z.ts': '../domain/documents/a.ts',
  'app/pdf/z.ts': './extract/a.ts',
  'infra/stacks/z.ts': '@transkeep/app/config/names.ts',
  'reports/html/z.ts': '../contract/index.ts',
  'qa/gates/y/evaluate.ts': '@transkeep/reports/contract/index.ts',
  'qa/gates/z/evaluate.ts': '../../statistics/interval.ts',
  'load/gates/z/evaluate.ts': '@transkeep/qa/statistics/interval.ts',
  'qa/run/z.ts': '@transkeep/reports/contract/index.ts',
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'boundaries-'));
  await cp(join(root, 'biome.json'), join(folder, 'biome.json'));
  for (const [file, target] of Object.entries({ ...forbidden, ...allowed })) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), `import { x } from '${target}';\nexport { x };\n`);
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('biome.json refuses every forbidden import and no allowed one', async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      join(root, 'node_modules/@biomejs/biome/bin/biome'),
      'lint',
      '--vcs-enabled=false',
      '--reporter=json',
      '--only=style/noRestrictedImports',
      '.',
    ],
    { cwd: folder, encoding: 'utf8' },
  ).catch((error: { stdout: string }) => error);
  const report = JSON.parse(stdout) as { diagnostics: { category: string; location: { path: string | { file: string } } }[] };
  const refused = report.diagnostics
    .filter((diagnostic) => diagnostic.category === 'lint/style/noRestrictedImports')
    .map(({ location }) => (typeof location.path === 'string' ? location.path : location.path.file).replace(/^\.\//, ''));
  expect(refused.toSorted()).toEqual(Object.keys(forbidden).toSorted());
});
