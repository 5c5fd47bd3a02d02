export interface GoTool {
  readonly name: string;
  /** Folder of its `go.mod`. */
  readonly source: string;
  readonly package: string;
  readonly module: string;
  readonly version: string;
  /** Where set-up puts the binary: the folder's name carries version and hash of `go.sum`. */
  readonly cached: string;
}
export const repoRoot: string;
export const compileCache: string;
export function cacheDir(env?: NodeJS.ProcessEnv): string;
export function onPath(name: string, env?: NodeJS.ProcessEnv): string | null;
export function isExecutable(file: string): boolean;
export function parseGoMod(text: string): { package: string; module: string; version: string };
export function goTools(): GoTool[];
export function mentionsVersion(output: string, version: string): boolean;
export function locateGoTool(tool: GoTool): string | null;
export function locateChromium(env?: NodeJS.ProcessEnv): string | null;
export function locate(name: string, env?: NodeJS.ProcessEnv): string | null;
export const NODE_MAJOR: number;
export function locateNode(): string | null;
