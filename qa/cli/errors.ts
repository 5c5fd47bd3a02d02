import { EvidenceError, EXIT, HarnessError, UsageError } from '../run/errors.ts';

/** Says an error of a program on stderr: a known one in one line, an unknown one with its stack. Gives the exit code. */
export function reportError(error: unknown, program = 'readiness'): number {
  if (error instanceof UsageError) return say(program, error.message, EXIT.usage);
  if (error instanceof HarnessError || error instanceof EvidenceError) return say(program, error.message, EXIT.harness);
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return say(program, `the harness itself failed, which is a defect of it:\n${text}`, EXIT.harness);
}

function say(program: string, message: string, code: number): number {
  process.stderr.write(`${program}: ${message}\n`);
  return code;
}
