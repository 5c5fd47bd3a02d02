import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/** Where gates are, from the repository's root. */
const GATE_FOLDERS = ['qa/gates', 'load/gates', 'security/gates'];
/** What load gates hand to k6 by its path. */
const SCENARIOS = 'load/scenarios';
const PACKAGE = '@transkeep/';
/** What a gate imports of the harness. Not the catalogue, whose thresholds are hashed by themselves, nor the app, which is what is judged. */
const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*'((?:\.|@transkeep\/(?:qa\/(?!criteria\/)|load\/|security\/))[^']+)'/g;

/**
 * Reads the code that proofs rest on, every file once. Made for one round of hashing and then thrown away: files change.
 * All paths are absolute.
 */
export class CodeFiles {
  readonly #root: string;
  readonly #contents = new Map<string, Promise<Buffer>>();
  readonly #gates = new Map<string, Promise<string[]>>();

  constructor(root: string) {
    this.#root = root;
  }

  read(path: string): Promise<Buffer> {
    let content = this.#contents.get(path);
    if (!content) {
      content = existsSync(path) ? readFile(path) : Promise.resolve(Buffer.from('missing'));
      this.#contents.set(path, content);
    }
    return content;
  }

  /** The code of a gate, and all that it imports of the harness, however far: a changed helper changes what the gate sees. */
  ofGate(id: string): Promise<string[]> {
    let files = this.#gates.get(id);
    if (!files) {
      files = this.#findGate(id);
      this.#gates.set(id, files);
    }
    return files;
  }

  /** A file itself, or every file of a folder that is not there for readers. */
  async under(path: string): Promise<string[]> {
    const whole = join(this.#root, path);
    if (!existsSync(whole) || (await stat(whole)).isFile()) return [whole];
    const entries = await readdir(whole, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.md'))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
  }

  async #findGate(id: string): Promise<string[]> {
    const folder = GATE_FOLDERS.map((one) => join(one, id)).find((one) => existsSync(join(this.#root, one)));
    if (!folder) return [];
    // Tests and fixtures of a gate judge nothing.
    const own = (await this.under(folder)).filter((path) => path.endsWith('.ts') && !path.includes('.test.'));
    const found = new Set([...own, ...(folder.startsWith('load/') ? await this.under(SCENARIOS) : [])]);
    for (const path of found) {
      const text = (await this.read(path)).toString('utf8');
      for (const [, specifier = ''] of text.matchAll(IMPORT)) {
        const target = specifier.startsWith('.') ? resolve(dirname(path), specifier) : join(this.#root, specifier.slice(PACKAGE.length));
        if (existsSync(target) && (await stat(target)).isFile()) found.add(target);
      }
    }
    return [...found].sort();
  }
}
