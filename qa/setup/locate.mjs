// Where every outside tool is on this machine. Plain JavaScript without dependencies: set-up runs it before `npm ci`,
// under whatever Node there is; the harness asks the same functions afterwards, so both always agree.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repoRoot = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/**
 * Node's own cache of compiled and type-stripped code (NODE_COMPILE_CACHE), keyed by content: a run starts hundreds of
 * Node processes that load the same modules. In the checkout, so that it goes with it.
 */
export const compileCache = join(repoRoot, '.local', 'compile-cache');

/** Downloads and builds that outlive a checkout: `${XDG_CACHE_HOME:-~/.cache}/transkeep`. */
export function cacheDir(env = process.env) {
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'transkeep');
}

/** First executable of that name on PATH, or null. `node_modules/.bin` is passed over: npm scripts put it in front. */
export function onPath(name, env = process.env) {
  for (const dir of (env.PATH ?? '').split(delimiter)) {
    if (!dir || dir.includes('node_modules')) continue;
    const file = join(dir, name);
    if (isExecutable(file)) return file;
  }
  return null;
}

export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Package to build and version of its module, as a tool module's `go.mod` pins them. */
export function parseGoMod(text) {
  const pkg = /^tool\s+(\S+)\s*$/m.exec(text)?.[1];
  if (!pkg) throw new Error('no `tool` line in go.mod');
  let best = { module: '', version: '' };
  for (const [, module, version] of text.matchAll(/^(?:require)?\s+(\S+)\s+v(\S+)/gm)) {
    if ((pkg === module || pkg.startsWith(`${module}/`)) && module.length > best.module.length) best = { module, version };
  }
  if (!best.version) throw new Error(`go.mod requires no module for ${pkg}`);
  return { package: pkg, ...best };
}

/** The oldest Node that runs TypeScript as this project writes it. */
export const NODE_MAJOR = 24;

/** A Node of at least NODE_MAJOR: the one running this, else the one npm installed, else null. */
export function locateNode() {
  if (Number(process.versions.node.split('.')[0]) >= NODE_MAJOR) return process.execPath;
  const file = join(repoRoot, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
  return isExecutable(file) ? file : null;
}

/** The Go tools that are built here: one folder with `go.mod` and `go.sum` each. */
export function goTools() {
  const dir = join(repoRoot, 'qa', 'setup', 'tools');
  return readdirSync(dir)
    .filter((name) => existsSync(join(dir, name, 'go.mod')))
    .sort()
    .map((name) => {
      const sum = readFileSync(join(dir, name, 'go.sum'));
      const key = createHash('sha256').update(sum).digest('hex').slice(0, 12);
      const pinned = parseGoMod(readFileSync(join(dir, name, 'go.mod'), 'utf8'));
      return { name, source: join(dir, name), ...pinned, cached: join(cacheDir(), 'tools', `${name}-${pinned.version}-${key}`, name) };
    });
}

/** `1.8.0` is the version of `Version : v1.8.0 …`; not of `11.8.0` or `1.8.01`. */
export function mentionsVersion(output, version) {
  const escaped = version.replaceAll('.', '\\.');
  return new RegExp(`(^|[^0-9.])v?${escaped}($|[^0-9])`, 'm').test(output);
}

/** The binary of a Go tool: built into the cache, else on PATH in exactly the pinned version, else null. */
export function locateGoTool(tool) {
  if (isExecutable(tool.cached)) return tool.cached;
  const found = onPath(tool.name);
  if (!found) return null;
  const { stdout, stderr } = spawnSync(found, [tool.name === 'versitygw' ? '--version' : 'version'], { encoding: 'utf8', timeout: 5_000 });
  return mentionsVersion(`${stdout}${stderr}`, tool.version) ? found : null;
}

const MAC_CHROME = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'];

/**
 * Chromium: the system's, an installed Google Chrome, or the one Playwright downloaded for itself. The headless shell, which Playwright
 * takes as well when it may choose, comes first: the same engine without the browser's own windows, which take processor time though nobody sees them.
 */
export function locateChromium(env = process.env) {
  for (const name of ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']) {
    const file = onPath(name, env);
    if (file) return file;
  }
  return MAC_CHROME.find(isExecutable) ?? locatePlaywrightChromium(env);
}

function locatePlaywrightChromium(env) {
  const dir = env.PLAYWRIGHT_BROWSERS_PATH || join(homedir(), '.cache', 'ms-playwright');
  if (!existsSync(dir)) return null;
  const builds = readdirSync(dir)
    .filter((name) => /^chromium-\d+$/.test(name))
    .sort((a, b) => Number(b.slice(9)) - Number(a.slice(9)));
  for (const build of builds) {
    for (const sub of ['chrome-linux', 'chrome-linux64']) {
      const file = join(dir, build, sub, 'chrome');
      if (isExecutable(file)) return file;
    }
  }
  return null;
}

/** Absolute path of a tool by the name gates use, or null when it is not on this machine. */
export function locate(name, env = process.env) {
  const goTool = goTools().find((tool) => tool.name === name);
  if (goTool) return locateGoTool(goTool);
  if (name === 'chromium') return locateChromium(env);
  if (name === 'poppler') return onPath('pdftoppm', env);
  return onPath(name, env);
}
