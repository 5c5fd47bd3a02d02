import type { ClauseId, CriterionId } from '@transkeep/reports/contract/index.ts';

/** Exact text that must stand in its place exactly once; when it has moved, the fault is out of date and says so. */
export interface Edit {
  /** Path from the repository's root: source, style sheet, SQL, the edge's Caddyfile, a test, a lockfile. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/**
 * One seeded fault: a change that must turn one clause red, for one reason. It is made in a copy of the checkout, from which the
 * system is built and started and in which the gates gather. The product itself contains no fault switches.
 */
export interface Fault {
  /** kebab-case, the name of its file. */
  readonly id: string;
  readonly title: string;
  /** The clause it must turn red. */
  readonly clause: ClauseId;
  /** What the verdict's reason must say: red for another reason proves nothing. */
  readonly reason: RegExp;
  /** Where the measured value must lie with the fault in, in the clause's unit; needed where the clause has a limit. */
  readonly measured?: { readonly above?: number; readonly below?: number };
  readonly edits: readonly Edit[];
  /** For faults of the history: the edits are committed in the copy, and there to stay or undone by a second commit. */
  readonly committed?: 'kept' | 'undone';
  /** Other must-pass criteria that it turns red as well, since they rest on the same thing. Any other one that turns red is a surprise. */
  readonly alsoRed?: readonly CriterionId[];
  /** Files or folders besides the edited ones and the gate's own code that the proof rests on, such as a suite of specs. */
  readonly restsOn?: readonly string[];
  /** Load for the run with the fault in, default full; healthy runs always take the full one, as only that can pass. */
  readonly profile?: 'full' | 'smoke';
}
