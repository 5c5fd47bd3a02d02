// Everything the project needs on a machine: what it is for, how to see whether it is there, and what is judged
// INCONCLUSIVE without it. One entry per part; `setup.mjs` installs what is missing, provider by provider.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { goTools, locate, locateGoTool, locateNode, NODE_MAJOR, repoRoot } from './locate.mjs';
import { differences } from './lock-file.mjs';

const EVERYTHING = 'every criterion that is judged on the running system';

/** Language pairs of the demo: small ones, each also backwards. */
const PAIRS = ['eng-spa', 'eng-cat', 'es-pt', 'fr-es', 'spa-ita'];

/**
 * @typedef {{ name: string, provider: 'npm' | 'apt' | 'go' | 'web', why: string, without: string, find: () => string | null,
 *   packages?: string[], brew?: string, tool?: object }} Part
 *   `find` answers where or which version, null when it is missing; `packages` are Debian's.
 */

/** @returns {Part[]} */
export function parts() {
  return [
    {
      name: 'npm packages',
      provider: 'npm',
      why: 'the libraries of app and harness, exactly as package-lock.json pins them',
      without: 'everything',
      find: findNpmPackages,
    },
    {
      name: `Node ${NODE_MAJOR}`,
      provider: 'npm',
      why: 'runs the TypeScript; comes with the npm packages, an own one is as good',
      without: 'everything',
      find: locateNode,
    },
    {
      name: 'Redis',
      provider: 'apt',
      why: 'job queue and cache of the system on this machine',
      without: `QA-02 and ${EVERYTHING}`,
      find: () => locate('redis-server'),
      packages: ['redis-server'],
      brew: 'redis',
    },
    {
      name: 'Chromium',
      provider: 'apt',
      why: 'the real browser of the end-to-end and accessibility suites; Google Chrome or Playwright’s own is as good',
      without: 'QA-03, QA-04, QA-05, QA-06, PERF-06, PERF-07',
      find: () => locate('chromium'),
      packages: ['chromium-headless-shell|chromium'],
      brew: '--cask google-chrome',
    },
    {
      name: 'fonts',
      provider: 'apt',
      why: 'a browser without any font measures nothing that a person would see',
      without: 'QA-05, QA-06',
      find: findFonts,
      packages: ['fonts-liberation'],
    },
    {
      name: 'Apertium',
      provider: 'apt',
      why: `translates on this machine, without a service: ${PAIRS.join(', ')}`,
      without: 'QA-02, QA-10 (and the system marks texts instead of translating them)',
      find: findApertium,
      packages: ['apertium', ...PAIRS.map((pair) => `apertium-${pair}`)],
    },
    {
      name: 'Poppler',
      provider: 'apt',
      why: 'draws PDF pages independently of our own engine',
      without: 'QA-10',
      find: () => locate('poppler'),
      packages: ['poppler-utils'],
      brew: 'poppler',
    },
    {
      name: 'qpdf',
      provider: 'apt',
      why: 'checks the syntax of the PDFs that our engine writes',
      without: 'QA-10',
      find: () => locate('qpdf'),
      packages: ['qpdf'],
      brew: 'qpdf',
    },
    ...goTools().map((tool) => ({
      name: `${tool.name} ${tool.version}`,
      provider: /** @type {const} */ ('go'),
      ...GO_TOOLS[tool.name],
      find: () => locateGoTool(tool),
      tool,
    })),
    {
      name: 'web app',
      provider: 'web',
      why: 'built once, so that the first start is as quick as the next; rebuilt at a start when its sources changed',
      without: 'nothing, unless it cannot be built',
      find: findWebBuild,
    },
  ];
}

const GO_TOOLS = {
  caddy: { why: 'TLS edge of the system on this machine', without: EVERYTHING },
  k6: { why: 'load of 200 users', without: 'PERF-01, PERF-02, PERF-03' },
  versitygw: { why: 'S3 of the system on this machine', without: `QA-02 and ${EVERYTHING}` },
};

function findNpmPackages() {
  const installed = join(repoRoot, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) return null;
  const read = (file) => JSON.parse(readFileSync(file, 'utf8'));
  const different = differences(read(join(repoRoot, 'package-lock.json')), read(installed), process);
  return different.length === 0 ? 'as package-lock.json says' : null;
}

function findWebBuild() {
  const page = join(repoRoot, 'app', 'web', 'dist', 'index.html');
  return existsSync(page) ? page : null;
}

function findApertium() {
  const program = locate('apertium');
  const modes = '/usr/share/apertium/modes';
  return program && PAIRS.every((pair) => existsSync(join(modes, `${pair}.mode`))) ? program : null;
}

function findFonts() {
  const folders = [
    '/usr/share/fonts',
    '/usr/local/share/fonts',
    '/Library/Fonts',
    join(homedir(), '.local/share/fonts'),
    join(homedir(), '.fonts'),
  ];
  const hasFont = (dir) =>
    readdirSync(dir, { withFileTypes: true }).some((entry) =>
      entry.isDirectory() ? hasFont(join(dir, entry.name)) : /\.(ttf|otf|ttc)$/i.test(entry.name),
    );
  return folders.find((dir) => existsSync(dir) && hasFont(dir)) ?? null;
}
