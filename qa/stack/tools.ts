import { locate } from '../setup/locate.mjs';

/** A tool the system needs is not on this machine: said in one line, with what to do. */
export class MissingTool extends Error {
  override readonly name = 'MissingTool';
  readonly tool: string;
  constructor(tool: string) {
    super(`${tool} is not on this machine: \`npm run setup\` installs it, \`npm run setup -- --check\` shows what is missing`);
    this.tool = tool;
  }
}

const found = new Map<string, string>();

/** Absolute path of a tool by the name gates use («chromium», «k6», «redis-server», …). Throws MissingTool. */
export function toolPath(name: string): string {
  const known = found.get(name);
  if (known) return known;
  const path = locate(name);
  if (!path) throw new MissingTool(name);
  found.set(name, path);
  return path;
}
