import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GatherContext } from '@transkeep/reports/contract/index.ts';
import type { SupplyChainEvidence } from './evidence.ts';

interface CycloneDx {
  readonly components?: readonly {
    readonly name: string;
    readonly version?: string;
    readonly licenses?: readonly { readonly expression?: string; readonly license?: { readonly id?: string; readonly name?: string } }[];
  }[];
}

interface Lockfile {
  readonly packages: Readonly<Record<string, { readonly version?: string; readonly name?: string; readonly link?: boolean }>>;
}

/** CycloneDX bill of materials from the lockfile, so that packages for other platforms are in it too; saved as evidence. */
export async function makeBill(context: GatherContext): Promise<SupplyChainEvidence['sbom']> {
  const { exitCode, stdout, stderr } = await context.run('npm', ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only']);
  const locked = lockedPackages(JSON.parse(await readFile(join(context.repoRoot, 'package-lock.json'), 'utf8')) as Lockfile);
  if (exitCode !== 0) {
    await context.save('npm-sbom.log', stderr);
    return { exitCode, lockfilePackages: locked.length, missing: locked, packages: [] };
  }
  await context.save('sbom.cyclonedx.json', stdout);
  const { components = [] } = JSON.parse(stdout) as CycloneDx;
  const listed = new Set(components.map(({ name, version }) => `${name}@${version}`));
  return {
    exitCode,
    lockfilePackages: locked.length,
    missing: locked.filter((name) => !listed.has(name)),
    packages: components
      .filter(({ name }) => !name.startsWith('@transkeep/'))
      .map(({ name, version = '', licenses = [] }) => ({
        name,
        version,
        licence: licenses.map(({ expression, license }) => expression ?? license?.id ?? license?.name ?? 'unknown').join(' AND ') || null,
      })),
  };
}

/** Each package of a lockfile as name@version, once; our own workspaces aside. */
export function lockedPackages({ packages }: Lockfile): string[] {
  const names = Object.entries(packages)
    .filter(([path, { link }]) => path.includes('node_modules/') && !link)
    .map(([path, { name, version }]) => `${name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)}@${version}`);
  return [...new Set(names)];
}
