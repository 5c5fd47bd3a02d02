import { reportError } from './errors.ts';
import { parseCommand } from './options.ts';
import { readiness } from './readiness.ts';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // `readiness … | head` has seen enough.
  if (error.code !== 'EPIPE') throw error;
});

try {
  const command = parseCommand(process.argv.slice(2), process.env, process.env.INIT_CWD ?? process.cwd());
  process.exitCode = await readiness(command, { plain: process.env.CI === 'true' || !process.stderr.isTTY });
} catch (error) {
  process.exitCode = reportError(error);
}
