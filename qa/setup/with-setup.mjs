// `node qa/setup/with-setup.mjs FILE [ARGS]`: sets the machine up if it is not, then runs FILE under the project's Node
// with the same arguments, input, output, signals and exit code. Says nothing when there is nothing to do.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { describeMissing, ensure } from './ensure.mjs';
import { locateNode, onPath, repoRoot } from './locate.mjs';

/** A terminal's Ctrl-C reaches us twice, from the terminal and from npm. */
const SAME_SIGNAL_MS = 1_000;

const [file, ...args] = process.argv.slice(2);
if (!file) {
  process.stderr.write('with-setup: which file?\n');
  process.exit(4);
}
const say = (text) => process.stderr.write(`set-up │ ${text}\n`);
const parts = await ensure({ say, patient: true });
for (const line of describeMissing(parts)) say(line);
const node = locateNode();
if (!node || parts.some(({ provider, found }) => provider === 'npm' && !found)) {
  say('nothing can run without these: see above, then `npm run setup`');
  process.exit(3);
}

// On Linux the kernel asks the child to end should this process be killed outright.
const setpriv = process.platform === 'linux' ? onPath('setpriv') : null;
const command = [...(setpriv ? [setpriv, '--pdeathsig', 'TERM', '--'] : []), node, join(repoRoot, file), ...args];
const path = [dirname(node), join(repoRoot, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
const child = spawn(command[0], command.slice(1), { stdio: 'inherit', env: { ...process.env, PATH: path } });

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
  say(`${node} cannot be run: ${error.message}`);
  process.exitCode = 3;
});
child.once('exit', (code, signal) => {
  process.exitCode = code ?? 128 + constants.signals[signal];
});
