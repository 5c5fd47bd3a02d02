import type { StackHandle, Tool } from '@transkeep/reports/contract/index.ts';

/** What the runner tells a gate's process, in this order: one task, perhaps an abort. */
export interface GatherTask {
  readonly type: 'gather';
  readonly gate: string;
  /** Module whose export `gates` is the registry. */
  readonly registryUrl: string;
  readonly runDir: string;
  readonly workDir: string;
  readonly repoRoot: string;
  readonly profile: 'full' | 'smoke';
  readonly stack: StackHandle | null;
  readonly tools: Readonly<Partial<Record<Tool, string>>>;
  /** Gates of `after` that gathered. */
  readonly gathered: readonly string[];
}

export interface Abort {
  readonly type: 'abort';
  readonly reason: string;
}

/** What a gate's process tells the runner: any number of the first two, then one of the last three. */
export type GateMessage =
  | { readonly type: 'progress'; readonly text: string }
  | { readonly type: 'command'; readonly command: string; readonly exitCode: number | null }
  | { readonly type: 'gathered' }
  | { readonly type: 'threw'; readonly reason: string; readonly stack: string }
  /** The disk, not the gate: the whole run ends. */
  | { readonly type: 'harness-failed'; readonly reason: string };
