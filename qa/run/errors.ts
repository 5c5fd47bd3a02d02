/** Wrong options, ids or configuration: one line that says what and what to do. Exit 4. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The harness itself cannot go on (full disk, unwritable folder): one line. Exit 3. */
export class HarnessError extends Error {
  override readonly name = 'HarnessError';
}

/** Evidence is missing, changed or not what its schema says. In a run: INCONCLUSIVE; in `verify`: exit 3. */
export class EvidenceError extends Error {
  override readonly name = 'EvidenceError';
}

/** Exit codes of `readiness`, as people, CI and other tools rely on them. */
export const EXIT = { GO: 0, 'NO-GO': 1, INCONCLUSIVE: 2, harness: 3, usage: 4, interrupted: 130 } as const;

/** The first line of an error's message, for people. */
export function oneLine(error: unknown): string {
  const text = error instanceof Error ? error.message || error.name : String(error);
  return text.split('\n', 1)[0]?.trim() || 'unknown error';
}
