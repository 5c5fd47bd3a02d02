// What package-lock.json says, compared with what is installed, and completed where a registry left it incomplete. Pure.

/** Whether a locked package is meant for this platform (npm's own rules: `!x` excludes; a single value may be a string). */
export function isFor({ platform, arch }, { os, cpu }) {
  const allows = (list, value) => {
    const wanted = [list ?? []].flat();
    if (wanted.includes(`!${value}`)) return false;
    const positive = wanted.filter((entry) => !entry.startsWith('!'));
    return positive.length === 0 || positive.includes(value);
  };
  return allows(os, platform) && allows(cpu, arch);
}

/**
 * Paths of packages where `installed` (npm's own node_modules/.package-lock.json) is not what `lock` asks for.
 * Optional packages may be absent: other platforms', or a libc's, or not to be had.
 */
export function differences(lock, installed, machine) {
  const wanted = Object.entries(lock.packages).filter(([path]) => path.includes('node_modules/'));
  const missing = wanted.filter(([path, entry]) => {
    const there = installed.packages[path];
    if (there) return !entry.link && there.version !== entry.version;
    return !entry.optional && isFor(machine, entry);
  });
  const surplus = Object.keys(installed.packages).filter((path) => path.includes('node_modules/') && !lock.packages[path]);
  return [...missing.map(([path]) => path), ...surplus];
}

const SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32', 'aix', 'sunos', 'netbsd', 'openbsd'];
const PROCESSORS = ['arm64', 'x64', 'ia32', 'arm', 'riscv64', 's390x', 'ppc64', 'loong64', 'mips64el', 'wasm32'];

/** `@biomejs/cli-linux-x64-musl` → linux, x64, musl; null when the name does not say. */
export function platformOf(name) {
  const words = name.split(/[-/.]/);
  const os = SYSTEMS.find((system) => words.includes(system));
  const cpu = PROCESSORS.find((processor) =>
    words.some((word) => word === processor || word === `${processor}eabi` || word === `${processor}hf`),
  );
  if (!cpu || (!os && cpu !== 'wasm32')) return null;
  if (!os) return { cpu: [cpu] };
  const libc = os === 'linux' ? { libc: [words.some((word) => word.startsWith('musl')) ? 'musl' : 'glibc'] } : {};
  return { os: [os], cpu: [cpu], ...libc };
}

/**
 * Adds the optional platform packages that are named in a dependency but absent from the lock, because the registry it
 * was made with does not carry them: `npm ci` refuses a lock without them. They have no integrity, and are only ever
 * skipped on a platform that is not theirs. Returns a new lock, and what was added or could not be placed.
 */
export function completeLock(lock) {
  const packages = { ...lock.packages };
  const added = [];
  const unplaced = [];
  for (const parent of Object.values(lock.packages)) {
    for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
      const path = `node_modules/${name}`;
      if (packages[path] || !/^\d+\.\d+\.\d+/.test(version)) continue;
      const platform = platformOf(name);
      if (!platform) {
        unplaced.push(name);
        continue;
      }
      packages[path] = { version, ...platform, ...(parent.dev && { dev: true }), optional: true };
      added.push(path);
    }
  }
  const sorted = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { lock: { ...lock, packages: sorted }, added, unplaced };
}
