import { EvidenceError, EXIT, HarnessError, UsageError } from '../run/errors.ts';

/** Says an error on stderr: a known one in one line, an unknown one with its stack. Gives the exit code. */
export function reportError(error: unknown): number {
  if (error instanceof UsageError) return say(error.message, EXIT.usage);
  if (error instanceof HarnessError || error instanceof EvidenceError) return say(error.message, EXIT.harness);
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return say(`the harness itself failed, which is a defect of it:\n${text}`, EXIT.harness);
}

function say(message: string, code: number): number {
  process.stderr.write(`readiness: ${message}\n`);
  return code;
}
