import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { environmentVariables } from '@transkeep/app/config/environment.ts';
import type { GatherContext } from '@transkeep/reports/contract/index.ts';
import { type CloudAssembly, declaredStackNames, readStack } from './assembly.ts';
import type { InfraEvidence } from './evidence.ts';

/** Synthesises production as a deployment would, with every check on, and takes down what the templates say. */
export async function gather(context: GatherContext): Promise<InfraEvidence> {
  const folder = join(context.workDir, 'cdk.out');
  context.progress('synthesising production');
  const { exitCode, stderr, durationMs } = await context.run(process.execPath, ['infra/bin/transkeep.ts'], {
    cwd: context.repoRoot,
    env: { CDK_OUTDIR: folder, CDK_CONTEXT_JSON: JSON.stringify({ environment: 'production' }) },
  });
  await context.save('synthesis.log', stderr);

  const assembly: CloudAssembly = {
    json(name) {
      const path = join(folder, name);
      return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
    },
  };
  const names = declaredStackNames(assembly);
  const files = [
    'manifest.json',
    'validation-report.json',
    'checks-run.json',
    ...names.flatMap((name) => [`${name}.template.json`, `${name}.metadata.json`]),
  ];
  for (const name of files) if (existsSync(join(folder, name))) await context.saveFile(`cdk.out/${name}`, join(folder, name));

  const stacks = names.flatMap((name) => readStack(assembly, name) ?? []);
  return {
    synthesis: { exitCode, durationMs, error: exitCode === 0 ? '' : lastLine(stderr) },
    declaredStacks: names.length,
    stacks: stacks.map(({ facts }) => facts),
    checks: checksOf(assembly),
    acknowledged: stacks.flatMap(({ acknowledged }) => acknowledged),
    secretVariables: environmentVariables.filter(({ secret }) => secret).map(({ name, required }) => ({ name, required })),
  };
}

/** What ran is recorded beside the templates; what it found is in CDK's report, which leaves out checks that found nothing. */
function checksOf(assembly: CloudAssembly): InfraEvidence['checks'] {
  const ran = (assembly.json('checks-run.json') ?? {}) as Record<string, { templates: number }>;
  const report = assembly.json('validation-report.json') as { pluginReports?: PluginReport[] } | undefined;
  return Object.entries(ran).map(([name, { templates }]) => ({
    name,
    templates,
    findings: (report?.pluginReports ?? [])
      .filter(({ pluginName }) => pluginName === name)
      .flatMap(({ violations }) =>
        violations.map(({ ruleName, severity, description, violatingConstructs }) => ({
          rule: ruleName,
          severity: severity ?? 'error',
          description,
          at: violatingConstructs.map(({ constructPath }) => constructPath ?? ''),
        })),
      ),
  }));
}

interface PluginReport {
  readonly pluginName: string;
  readonly violations: readonly {
    readonly ruleName: string;
    readonly severity?: string;
    readonly description: string;
    readonly violatingConstructs: readonly { readonly constructPath?: string }[];
  }[];
}

/** The last line that says something: stack frames and Node's own banner say nothing to a reader. */
function lastLine(text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  return lines.findLast((line) => line !== '' && !line.startsWith('at ') && !line.startsWith('Node.js v') && !/^[{}]$/.test(line)) ?? '';
}
