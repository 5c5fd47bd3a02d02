import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { compileCache, locateNode, onPath, repoRoot } from './locate.mjs';

/** A terminal's Ctrl-C reaches us twice, from the terminal and from npm. */
const SAME_SIGNAL_MS = 1_000;

/** Runs FILE (from the repository's root) under the project's Node as if it were this process: same input, output, signals and exit code. */
export function runFile(file, args) {
  const node = locateNode();
  if (!node) throw new Error('no Node to run it');
  // On Linux the kernel asks the child to end should this process be killed outright.
  const setpriv = process.platform === 'linux' ? onPath('setpriv') : null;
  const [command, ...rest] = [...(setpriv ? [setpriv, '--pdeathsig', 'TERM', '--'] : []), node, resolve(repoRoot, file), ...args];
  const path = [dirname(node), join(repoRoot, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
  const env = { ...process.env, PATH: path, NODE_COMPILE_CACHE: compileCache };
  const child = spawn(command, rest, { stdio: 'inherit', env });

  let lastForwarded = Number.NEGATIVE_INFINITY;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // A terminal sends Ctrl-C to the child as well: handing it on would be a second one, which means «at once».
      if (signal === 'SIGINT' && process.stdin.isTTY) return;
      if (performance.now() - lastForwarded < SAME_SIGNAL_MS) return;
      lastForwarded = performance.now();
      child.kill(signal);
    });
  }
  child.once('error', (error) => {
    process.stderr.write(`${command} cannot be run: ${error.message}\n`);
    process.exitCode = 3;
  });
  child.once('exit', (code, signal) => {
    process.exitCode = code ?? 128 + constants.signals[signal];
  });
}
