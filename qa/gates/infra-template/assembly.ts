import type { InfraEvidence, StackFacts } from './evidence.ts';

/** The folder that CDK synthesised into; `undefined` for a file that is not there. */
export interface CloudAssembly {
  json(name: string): unknown;
}

interface Manifest {
  readonly artifacts?: Record<string, { readonly type: string; readonly environment?: string }>;
}
type Metadata = Record<string, readonly { readonly type: string; readonly data?: unknown }[]>;
type Template = { readonly Resources?: Record<string, { readonly Type: string; readonly Properties?: Record<string, unknown> }> } & Record<
  string,
  unknown
>;

/** Names of the stacks that the manifest promises, each a file `NAME.template.json`. Empty when nothing was synthesised. */
export function declaredStackNames(assembly: CloudAssembly): string[] {
  return stackArtifacts(assembly).map(([name]) => name);
}

/** What one template holds, and which findings its source accepts; `undefined` when the template is not there. */
export function readStack(
  assembly: CloudAssembly,
  name: string,
): { facts: StackFacts; acknowledged: InfraEvidence['acknowledged'] } | undefined {
  const template = assembly.json(`${name}.template.json`) as Template | undefined;
  if (template === undefined) return undefined;
  const metadata = (assembly.json(`${name}.metadata.json`) ?? {}) as Metadata;
  const { Resources: resources = {}, ...others } = template;
  const environment = stackArtifacts(assembly).find(([artifact]) => artifact === name)?.[1].environment ?? '';
  return {
    facts: {
      name,
      region: environment.slice(environment.lastIndexOf('/') + 1),
      declaredResources: declaredResources(metadata, others),
      resources: Object.entries(resources).map(([id, { Type, Properties = {} }]) => ({ id, type: Type, properties: Properties })),
      others,
    },
    acknowledged: acknowledgements(metadata),
  };
}

function stackArtifacts(assembly: CloudAssembly) {
  const { artifacts = {} } = (assembly.json('manifest.json') ?? {}) as Manifest;
  return Object.entries(artifacts).filter(([, { type }]) => type === 'aws:cloudformation:stack');
}

/** CDK notes a logical id for every part of a template: those that no other section holds must be resources. */
function declaredResources(metadata: Metadata, others: Record<string, unknown>): number {
  const elsewhere = new Set(
    Object.values(others).flatMap((section) => (typeof section === 'object' && section !== null ? Object.keys(section) : [])),
  );
  const ids = Object.values(metadata)
    .flat()
    .flatMap(({ type, data }) => (type === 'aws:cdk:logicalId' && typeof data === 'string' ? [data] : []));
  return new Set(ids.filter((id) => !elsewhere.has(id))).size;
}

function acknowledgements(metadata: Metadata): InfraEvidence['acknowledged'] {
  return Object.entries(metadata).flatMap(([at, entries]) =>
    entries
      .filter(({ type }) => type === 'aws:cdk:acknowledged-rules')
      .flatMap(({ data }) => Object.entries(data as Record<string, unknown>))
      .map(([rule, reason]) => ({
        rule: rule.replace(/^Annotation::/, ''),
        at,
        reason: typeof reason === 'string' ? reason : JSON.stringify(reason),
      })),
  );
}
