import { type Static, Type } from 'typebox';

/** A declared test of a browser suite, and what became of it. */
export const BrowserTestSchema = Type.Object({
  title: Type.String(),
  file: Type.String(),
  /** Clauses that it speaks for, by its tags. */
  clauses: Type.Array(Type.String()),
  /** `declared`: the list names it. `ran`: the results do. Both are true for a healthy one. */
  declared: Type.Boolean(),
  outcome: Type.Enum(['passed', 'failed', 'skipped', 'not-run']),
  /** Attempts that Playwright counted, and those that are on record. */
  attempts: Type.Object({ made: Type.Number(), recorded: Type.Number() }),
  /** Attempts that failed before the last one. A retry is recorded and never erases a failure. */
  failedAttempts: Type.Number(),
  /** The first lines of the first error: what was expected of which element, within which time; empty without one. */
  error: Type.String(),
  durationMs: Type.Number(),
});
export type BrowserTest = Static<typeof BrowserTestSchema>;

/** The part of Playwright's JSON report that is read. */
export interface PlaywrightReport {
  readonly suites: readonly Suite[];
}
interface Suite {
  readonly title: string;
  readonly suites?: readonly Suite[];
  readonly specs?: readonly Spec[];
}
interface Spec {
  readonly title: string;
  readonly file: string;
  readonly tags: readonly string[];
  readonly tests: readonly { readonly results: readonly Attempt[] }[];
}
interface Attempt {
  /** Number of the attempt, from 0. */
  readonly retry: number;
  readonly status: 'passed' | 'failed' | 'timedOut' | 'skipped' | 'interrupted';
  readonly duration: number;
  readonly error?: { readonly message?: string };
  readonly attachments: readonly { readonly name: string; readonly contentType: string; readonly path?: string; readonly body?: string }[];
}
export type Attachment = Attempt['attachments'][number];

/**
 * Declared and run, side by side: a test on only one of the sides is kept, as that is what must be noticed. `attachments` are those of every
 * attempt, in the order of `tests`: what the first attempt saw counts, too.
 */
export function joinTests(
  declared: PlaywrightReport,
  results: PlaywrightReport,
): { tests: BrowserTest[]; attachments: (readonly Attachment[])[] } {
  const wanted = specsOf(declared.suites);
  const found = specsOf(results.suites);
  const keys = [...new Set([...wanted.keys(), ...found.keys()])].sort();
  const tests: BrowserTest[] = [];
  const attachments: (readonly Attachment[])[] = [];
  for (const key of keys) {
    const spec = found.get(key) ?? wanted.get(key);
    if (!spec) continue;
    const attempts = found.get(key)?.tests.flatMap((test) => test.results) ?? [];
    const last = attempts.at(-1);
    const failed = attempts.filter(({ status }) => status !== 'passed' && status !== 'skipped');
    tests.push({
      title: spec.title,
      file: spec.file,
      clauses: spec.tags.map((tag) => tag.replace(/^@/, '')),
      declared: wanted.has(key),
      outcome: outcomeOf(last),
      attempts: { made: Math.max(0, ...attempts.map(({ retry }) => retry + 1)), recorded: attempts.length },
      failedAttempts: last && outcomeOf(last) === 'passed' ? failed.length : Math.max(0, failed.length - 1),
      error: inOneLine(failed[0]?.error?.message),
      durationMs: attempts.reduce((sum, { duration }) => sum + duration, 0),
    });
    attachments.push(attempts.flatMap((attempt) => attempt.attachments));
  }
  return { tests, attachments };
}

/** By file, groups and title: a title alone may stand in two groups, and one test would hide the other. */
function specsOf(suites: readonly Suite[], path: readonly string[] = []): Map<string, Spec> {
  return new Map(
    suites.flatMap(({ title, specs = [], suites: inner = [] }) => {
      const here = [...path, title];
      return [...specs.map((spec) => [[spec.file, ...here, spec.title].join(' › '), spec] as const), ...specsOf(inner, here)];
    }),
  );
}

function outcomeOf(attempt: Attempt | undefined): BrowserTest['outcome'] {
  if (!attempt) return 'not-run';
  if (attempt.status === 'passed' || attempt.status === 'skipped') return attempt.status;
  // Stopped from outside says nothing about the product.
  return attempt.status === 'interrupted' ? 'not-run' : 'failed';
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: Playwright colours its messages
const COLOURS = /\u001b\[\d+(?:;\d+)*m/g;
/** Playwright says what went wrong in its first paragraphs; the call log behind them is in its own report. */
function inOneLine(text = ''): string {
  const [said = ''] = text.replaceAll(COLOURS, '').split('Call log:');
  return said.trim().replaceAll(/\s+/g, ' ').slice(0, 300);
}
