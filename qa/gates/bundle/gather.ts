import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { GatherContext } from '@transkeep/reports/contract/index.ts';
import type { Bundle } from './evidence.ts';
import { declaredRoutes, initialFiles, lazyScripts, type Manifest } from './manifest.ts';

/** A sentence of each library that is too heavy for the first page. It must be found somewhere, or we are looking for the wrong thing. */
const HEAVY = [{ name: 'pdf.js', text: 'GlobalWorkerOptions.workerSrc' }];

/** Builds the web app anew, in a folder of its own, and measures what the build's own manifest says is loaded first. */
export async function gather(context: GatherContext): Promise<Bundle> {
  const web = join(context.repoRoot, 'app/web');
  const dist = join(context.workDir, 'dist');
  context.progress('building the web app');
  const build = await context.run(process.execPath, [
    join(context.repoRoot, 'node_modules/vite/bin/vite.js'),
    'build',
    web,
    '--outDir',
    dist,
    '--emptyOutDir',
  ]);
  await context.save('build.log', build.stdout + build.stderr);
  if (build.exitCode !== 0) return { buildExitCode: build.exitCode, initial: [], lazy: [], routes: [], heavy: [] };

  const manifestFile = join(dist, '.vite/manifest.json');
  await context.saveFile('vite-manifest.json', manifestFile);
  const manifest = JSON.parse(await readFile(manifestFile, 'utf8')) as Manifest;
  const [initial, lazy] = [initialFiles(manifest), lazyScripts(manifest)];
  const contents = new Map(await Promise.all([...initial, ...lazy].map(async (file) => [file, await readFile(join(dist, file))] as const)));
  const measure = (file: string) => {
    const content = contents.get(file) ?? Buffer.alloc(0);
    return { file, bytes: content.length, gzipBytes: gzipSync(content, { level: 9 }).length };
  };
  return {
    buildExitCode: build.exitCode,
    initial: initial.map(measure),
    lazy: lazy.map(measure),
    routes: declaredRoutes(await readFile(join(web, 'routes/router.tsx'), 'utf8')).map(({ path, module }) => ({
      path,
      module,
      chunk: (module && manifest[module]?.file) ?? null,
    })),
    heavy: HEAVY.map(({ name, text }) => ({
      name,
      foundIn: [...contents].filter(([, content]) => content.includes(text)).map(([file]) => file),
    })),
  };
}
