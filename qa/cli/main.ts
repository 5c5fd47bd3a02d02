import { reportError } from './errors.ts';
import { parseCommand } from './options.ts';
import { readiness } from './readiness.ts';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // `readiness … | head` has seen enough.
  if (error.code !== 'EPIPE') throw error;
});

try {
  const command = parseCommand(process.argv.slice(2), process.env, process.env.INIT_CWD ?? process.cwd());
  const { TRANSKEEP_SIGNING_KEY_FILE: file, TRANSKEEP_SIGNING_KEY: pem } = process.env;
  // What the harness starts inherits its environment, and none of it signs.
  delete process.env.TRANSKEEP_SIGNING_KEY;
  process.exitCode = await readiness(command, { plain: process.env.CI === 'true' || !process.stderr.isTTY, signing: { file, pem } });
} catch (error) {
  process.exitCode = reportError(error);
}
