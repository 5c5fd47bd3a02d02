import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GatherContext } from '@transkeep/reports/contract/index.ts';
import type { SupplyChainEvidence } from './evidence.ts';

type Advisories = SupplyChainEvidence['advisories'];

interface Audit {
  readonly metadata?: { readonly vulnerabilities?: Readonly<Record<'critical' | 'high' | 'moderate' | 'low', number>> };
  readonly vulnerabilities?: Readonly<Record<string, { readonly severity: string }>>;
  readonly message?: string;
  readonly error?: { readonly summary?: string };
}

/** Has a critical advisory since 2022 (GHSA-xvch-5gv4-984h): a registry that does not know it has no advisories to give. Never installed. */
const FAMOUS = { name: 'minimist', version: '0.0.8' };

/** What the registry knows against our dependencies, and whether it knows anything at all. */
export async function askAdvisories(context: GatherContext): Promise<Advisories> {
  const ours = await audit(context, context.repoRoot);
  await context.save('npm-audit.json', ours.raw);
  if (!ours.vulnerabilities) return { vulnerabilities: null, problem: ours.problem, controlCritical: null };
  const folder = join(context.workDir, 'famous');
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'control', version: '1.0.0', dependencies: { [FAMOUS.name]: FAMOUS.version } }),
  );
  await writeFile(join(folder, 'package-lock.json'), JSON.stringify(lockOf(FAMOUS)));
  const control = await audit(context, folder);
  return { vulnerabilities: ours.vulnerabilities, problem: control.problem, controlCritical: control.vulnerabilities?.critical ?? null };
}

async function audit(context: GatherContext, cwd: string): Promise<Pick<Advisories, 'vulnerabilities' | 'problem'> & { raw: string }> {
  const { stdout, stderr } = await context.run('npm', ['audit', '--json', '--package-lock-only'], { cwd });
  return { ...readAudit(stdout, stderr), raw: stdout };
}

/** npm's exit code says the same for «vulnerable» and «no answer»: only its output tells them apart. */
export function readAudit(stdout: string, stderr: string): Pick<Advisories, 'vulnerabilities' | 'problem'> {
  const report = parsed(stdout);
  const counts = report?.metadata?.vulnerabilities;
  if (!counts)
    return { vulnerabilities: null, problem: report?.message ?? report?.error?.summary ?? stderr.trim().split('\n').at(-1) ?? '' };
  const { critical, high, moderate, low } = counts;
  const packages = Object.entries(report.vulnerabilities ?? {})
    .filter(([, { severity }]) => severity === 'critical')
    .map(([name]) => name);
  return { vulnerabilities: { critical, high, moderate, low, packages }, problem: '' };
}

function parsed(text: string): Audit | null {
  try {
    return JSON.parse(text) as Audit;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function lockOf({ name, version }: typeof FAMOUS): object {
  return {
    name: 'control',
    version: '1.0.0',
    lockfileVersion: 3,
    requires: true,
    packages: { '': { name: 'control', version: '1.0.0', dependencies: { [name]: version } }, [`node_modules/${name}`]: { version } },
  };
}
