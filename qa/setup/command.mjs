// Runs commands for set-up: quiet while they work, all they said when they fail.
import { spawn } from 'node:child_process';

/** A step of set-up failed: said in one line, the other steps go on. */
export class SetupError extends Error {
  name = 'SetupError';
}

/** Runs a command to its end. Throws SetupError with the end of its output unless it exits with 0. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => (output = (output + text).slice(-20_000)));
    child.once('error', (error) => reject(new SetupError(`${command} could not be run: ${error.message}`)));
    child.once('close', (code, signal) => {
      if (code === 0) resolve(output);
      else reject(new SetupError(`${command} ${args[0] ?? ''} ended with ${signal ?? `exit code ${code}`}:\n${firstAndLast(output)}`));
    });
  });
}

/** Whether a command exits with 0. */
export async function succeeds(command, args) {
  try {
    await run(command, args);
    return true;
  } catch (error) {
    if (error instanceof SetupError) return false;
    throw error;
  }
}

/** The beginning, where npm says what is wrong, and the end, where everyone else does. */
function firstAndLast(output) {
  const lines = output.split('\n').filter((line) => /[a-z]{3}/i.test(line.replace(/^npm error/, '')));
  const shown = lines.length > 12 ? [...lines.slice(0, 5), '…', ...lines.slice(-6)] : lines;
  return shown.map((line) => `    ${line}`).join('\n');
}
