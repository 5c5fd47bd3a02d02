// `node qa/setup/with-setup.mjs FILE [ARGS]`: sets the machine up if it is not, then runs FILE under the project's Node.
// Says nothing when there is nothing to do.
import { describeMissing, ensure } from './ensure.mjs';
import { runFile } from './run-file.mjs';

const [file, ...args] = process.argv.slice(2);
const say = (text) => process.stderr.write(`set-up │ ${text}\n`);
if (!file) {
  say('which file?');
  process.exitCode = 4;
} else {
  const parts = await ensure({ say, patient: true });
  for (const line of describeMissing(parts)) say(line);
  if (parts.some(({ provider, found }) => provider === 'npm' && !found)) {
    say('nothing can run without these: see above, then `npm run setup`');
    process.exitCode = 3;
  } else runFile(file, args);
}
