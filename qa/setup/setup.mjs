// `npm run setup [-- --check]`: makes this machine ready for every other command, or says what is missing.
import { commandsFor, ensure, look } from './ensure.mjs';

const HELP = `npm run setup [-- --check]: installs what the project needs on this machine; does nothing when all is there.
  --check   only show what is there and what is missing
  --help
`;

const flags = process.argv.slice(2);
const unknown = flags.find((flag) => !['--check', '--help', '-h'].includes(flag));
if (unknown) {
  process.stderr.write(`setup: unknown option «${unknown}»; --help lists the options\n`);
  process.exitCode = 4;
} else if (flags.includes('--help') || flags.includes('-h')) {
  process.stdout.write(HELP);
} else {
  const started = performance.now();
  const parts = flags.includes('--check') ? look() : await ensure({ say: (text) => process.stderr.write(`${text}\n`) });
  const width = Math.max(...parts.map(({ name }) => name.length));
  for (const { name, found, why, without } of parts) {
    process.stdout.write(`${found ? '✓' : '✗'} ${name.padEnd(width)}  ${found ?? `missing: ${why}`}\n`);
    if (!found) process.stdout.write(`  ${' '.repeat(width)}  INCONCLUSIVE without it: ${without}\n`);
  }
  for (const line of commandsFor(parts)) process.stdout.write(`${line}\n`);
  const complete = parts.every(({ found }) => found);
  process.stdout.write(`${complete ? 'ready' : 'incomplete'} after ${((performance.now() - started) / 1_000).toFixed(1)} s\n`);
  process.exitCode = complete ? 0 : 1;
}
