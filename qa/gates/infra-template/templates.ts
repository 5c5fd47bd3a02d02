import type { InfraEvidence, StackFacts } from './evidence.ts';

/** A resource with the stack it stands in; `name` is how reasons call it. */
export interface Resource {
  readonly stack: StackFacts;
  readonly id: string;
  readonly type: string;
  readonly properties: Record<string, unknown>;
  readonly name: string;
}

type Node = Record<string, unknown>;

/** The templates of one app, and what they say of each other. Pure look-ups; whatever is not there is `undefined` or empty. */
export class Templates {
  readonly stacks: readonly StackFacts[];
  private readonly resources: readonly Resource[];

  constructor(evidence: InfraEvidence) {
    this.stacks = evidence.stacks;
    this.resources = evidence.stacks.flatMap((stack) =>
      stack.resources.map((resource) => ({ ...resource, stack, name: `${resource.id} (${resource.type.split('::').slice(1).join(' ')})` })),
    );
  }

  ofType(...types: readonly string[]): Resource[] {
    return this.resources.filter(({ type }) => types.includes(type));
  }

  /** Every resource. */
  all(): readonly Resource[] {
    return this.resources;
  }

  /**
   * The resource that a value of `from` points at, by Ref or Fn::GetAtt, in its own stack or through another one's output.
   * `undefined` for a literal, and for anything that points out of the app.
   */
  target(value: unknown, from: StackFacts): Resource | undefined {
    if (!isNode(value)) return undefined;
    const id = logicalId(value);
    if (id !== undefined) return this.resources.find((resource) => resource.stack.name === from.name && resource.id === id);
    const output = this.output(value);
    if (output !== undefined) return this.target(output.value, output.stack);
    // A reference with something around it: «secret ARN», colon, «JSON key».
    const join = value['Fn::Join'];
    if (Array.isArray(join) && Array.isArray(join[1])) {
      return join[1].map((part) => this.target(part, from)).find((resource) => resource !== undefined);
    }
    return undefined;
  }

  /** What the output holds that a value reads from another stack, strongly (an export) or weakly (by its name). */
  private output(value: Node): { value: unknown; stack: StackFacts } | undefined {
    const exported = value['Fn::ImportValue'];
    const weak = value['Fn::GetStackOutput'];
    for (const stack of this.stacks) {
      for (const [name, output] of Object.entries(isNode(stack.others.Outputs) ? stack.others.Outputs : {})) {
        if (!isNode(output)) continue;
        const isExport = typeof exported === 'string' && isNode(output.Export) && output.Export.Name === exported;
        const isWeak = isNode(weak) && weak.StackName === stack.name && weak.OutputName === name;
        if (isExport || isWeak) return { value: output.Value, stack };
      }
    }
    return undefined;
  }
}

function logicalId(value: Node): string | undefined {
  if (typeof value.Ref === 'string') return value.Ref;
  const attribute = value['Fn::GetAtt'];
  if (Array.isArray(attribute) && typeof attribute[0] === 'string') return attribute[0];
  return typeof attribute === 'string' ? attribute.split('.')[0] : undefined;
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A list of objects; empty for anything else. */
export function nodes(value: unknown): Node[] {
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/** The objects of a list in every case that its conditions (`Fn::If`) allow; `AWS::NoValue` is none. */
export function nodesInAnyCase(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(nodesInAnyCase);
  if (!isNode(value) || value.Ref === 'AWS::NoValue') return [];
  const cases = value['Fn::If'];
  return Array.isArray(cases) ? nodesInAnyCase(cases.slice(1)) : [value];
}

/** One value or a list of them, as policies write both. */
export function listOf(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** CloudFormation takes "true" for true. */
export function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}
export function isFalse(value: unknown): boolean {
  return value === false || value === 'false';
}

/** A literal number, also where CloudFormation got it as text; NaN for anything else. */
export function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
}
