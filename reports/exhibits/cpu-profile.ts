import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';

/** What V8 writes with `--cpu-prof` (Chrome DevTools protocol, `Profiler.Profile`). Times are in microseconds. */
const CpuProfileSchema = Type.Object({
  nodes: Type.Array(
    Type.Object({
      id: Type.Number(),
      callFrame: Type.Object({ functionName: Type.String(), url: Type.String(), lineNumber: Type.Number() }),
      children: Type.Optional(Type.Array(Type.Number())),
    }),
    { minItems: 1, maxItems: 200_000 },
  ),
  samples: Type.Array(Type.Number(), { minItems: 1, maxItems: 5_000_000 }),
  timeDeltas: Type.Array(Type.Number()),
});
type CpuProfile = Static<typeof CpuProfileSchema>;

/** One function in one place of the stack, with all that it called. Times in ms. */
export interface Frame {
  readonly name: string;
  /** The last folders, file and line; empty for what is not in a file. */
  readonly where: string;
  readonly origin: 'own' | 'library' | 'engine';
  readonly totalMs: number;
  readonly selfMs: number;
  readonly children: readonly Frame[];
}

export interface FlameGraph {
  /** All that was on the processor, without idling. */
  readonly root: Frame;
  readonly idleMs: number;
  readonly samples: number;
  /** Functions by the time spent in themselves, wherever they were called from, longest first. */
  readonly hottest: readonly Omit<Frame, 'children'>[];
}

const DEEPEST = 60;
const HOTTEST = 10;

/** Text of a `.cpuprofile` in, stacks merged from their root out; nothing when it is no profile or nothing but idle. */
export function readCpuProfile(text: string): FlameGraph | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return Value.Check(CpuProfileSchema, value) ? flameGraph(value) : undefined;
}

function flameGraph({ nodes, samples, timeDeltas }: CpuProfile): FlameGraph | undefined {
  // A delta is the time since the sample before, so what a sample saw lasted until the next one.
  const selfUs = new Map<number, number>();
  for (const [index, id] of samples.entries()) selfUs.set(id, (selfUs.get(id) ?? 0) + Math.max(0, timeDeltas[index + 1] ?? 0));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  // A profile from elsewhere may name a node as its own ancestor: each is taken once.
  const seen = new Set<number>();
  let idleUs = 0;

  const take = (id: number) => {
    const node = seen.has(id) ? undefined : byId.get(id);
    seen.add(id);
    if (node?.callFrame.functionName !== '(idle)') return node;
    idleUs += selfUs.get(id) ?? 0;
    return undefined;
  };
  /** Time of everything below, without recursion, as a file may nest as deep as it likes. */
  const allBelow = (children: readonly number[]): number => {
    let sumUs = 0;
    const open = [...children];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      const node = take(id);
      if (!node) continue;
      sumUs += selfUs.get(id) ?? 0;
      for (const child of node.children ?? []) open.push(child);
    }
    return sumUs;
  };
  const build = (id: number, depth: number): Frame | undefined => {
    const node = take(id);
    if (!node) return undefined;
    const { functionName, url, lineNumber } = node.callFrame;
    const below = node.children ?? [];
    const children = depth < DEEPEST ? below.map((child) => build(child, depth + 1)).filter((child) => child !== undefined) : [];
    const selfMs = ((selfUs.get(id) ?? 0) + (depth < DEEPEST ? 0 : allBelow(below))) / 1000;
    const totalMs = selfMs + children.reduce((sum, child) => sum + child.totalMs, 0);
    return { name: functionName || '(anonymous)', where: place(url, lineNumber), origin: origin(url), selfMs, totalMs, children };
  };
  const [top] = nodes;
  const root = top && build(top.id, 0);
  if (!root || !(root.totalMs > 0)) return undefined;
  return { root, idleMs: idleUs / 1000, samples: samples.length, hottest: hottest(root) };
}

function origin(url: string): Frame['origin'] {
  if (url === '' || url.startsWith('node:')) return 'engine';
  return url.includes('/node_modules/') ? 'library' : 'own';
}

/** Enough of the path to find the file, and none of the machine's own folders. */
function place(url: string, lineNumber: number): string {
  if (url === '') return '';
  const path = url.startsWith('node:') ? url : (url.split('/node_modules/').at(-1)?.split('/').slice(-3).join('/') ?? url);
  return `${path}:${lineNumber + 1}`;
}

function hottest(root: Frame): FlameGraph['hottest'] {
  const found = new Map<string, Omit<Frame, 'children'> & { selfMs: number; totalMs: number }>();
  const visit = ({ children, ...frame }: Frame): void => {
    const key = `${frame.name} ${frame.where}`;
    const sum = found.get(key);
    if (sum) {
      found.set(key, { ...sum, selfMs: sum.selfMs + frame.selfMs, totalMs: sum.totalMs + frame.totalMs });
    } else found.set(key, frame);
    for (const child of children) visit(child);
  };
  visit(root);
  return [...found.values()]
    .filter(({ selfMs }) => selfMs > 0)
    .sort((a, b) => b.selfMs - a.selfMs)
    .slice(0, HOTTEST);
}
