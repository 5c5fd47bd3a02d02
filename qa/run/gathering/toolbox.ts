import type { Tool } from '@transkeep/reports/contract/index.ts';
import { toolVersions, UNSAID } from '../environment.ts';
import { type AnyGate, type Plan, toolsOf } from '../plan/plan.ts';

/** What the system itself is made of. */
const SYSTEM_TOOLS: readonly Tool[] = ['redis-server', 'versitygw', 'caddy', 'apertium'];

/** The tools of a run: where they are, and what they say of themselves. */
export interface Toolbox {
  readonly paths: Readonly<Partial<Record<Tool, string>>>;
  /** Of Node and of every tool that is here. */
  readonly versions: Readonly<Record<string, string>>;
}

export async function findTools(plan: Pick<Plan, 'gates' | 'needsStack'>, locate: (tool: Tool) => string | null): Promise<Toolbox> {
  const wanted = new Set([...plan.gates.flatMap(toolsOf), ...(plan.needsStack ? SYSTEM_TOOLS : [])]);
  const found = [...wanted].map((tool) => [tool, locate(tool)] as const);
  const paths = Object.fromEntries(found.filter(([, path]) => path !== null));
  return { paths, versions: await toolVersions(paths) };
}

/** Why a gate cannot run here, by name: tools that are not here, or that don't even say their version. Undefined when all are well. */
export function lackingTools(gate: AnyGate, { paths, versions }: Toolbox): string | undefined {
  const tools = toolsOf(gate);
  const lacking = tools.filter((name) => !paths[name]);
  if (lacking.length > 0)
    return `${listed(lacking)} ${lacking.length > 1 ? 'are' : 'is'} not on this machine: \`npm run setup\` installs what is missing`;
  const broken = tools.filter((name) => versions[name] === UNSAID);
  if (broken.length === 0) return undefined;
  return `${listed(broken.map((name) => `${name} (${paths[name]})`))} cannot be trusted: asked for a version, it named none`;
}

const listed = (names: readonly string[]): string => names.join(' and ');
