import type { Area, ClauseId, CriterionId, Severity, Stage } from './verdict.ts';

/** What a clause is held against. `text` is what people read; the numbers are what `evaluate` uses. */
export interface Threshold {
  /** "p95 < 2 s" */
  readonly text: string;
  /** The number in `text`, in `unit`; absent where the clause is a yes or no. */
  readonly limit?: number;
  /** On which side of the limit it is good to be; read off `text` where that says it. */
  readonly direction?: 'at-most' | 'at-least' | 'exactly';
  readonly unit?: string;
  /** Fewer samples than this are INCONCLUSIVE, whatever they say. */
  readonly minSamples?: number;
}

/** The number of a threshold that must have one. @throws {Error} when it has none: its gate then decides nothing. */
export function limitOf({ limit, text }: Threshold): number {
  if (limit === undefined) throw new Error(`the threshold «${text}» has no number`);
  return limit;
}

/** One separate promise of a criterion. */
export interface Clause {
  readonly id: ClauseId;
  readonly text: string;
  readonly threshold: Threshold;
  /** Which gate judges it at which stage. A stage without a gate is INCONCLUSIVE «no gate yet». */
  readonly gate: Partial<Record<Stage, string>>;
  /** The stages at which the clause must hold: those of its criterion, unless it names fewer. */
  readonly stages: readonly Stage[];
  /** Only a person can vouch for it: an attestation decides it, and nothing else can. */
  readonly attested?: true;
}

/** One line of the launch criteria: the conjunction of its clauses. */
export interface Criterion {
  readonly id: CriterionId;
  readonly area: Area;
  readonly title: string;
  /** Why a launch without it would hurt. */
  readonly why: string;
  /** What to do when it is red. */
  readonly howToFix: string;
  readonly owner: string;
  readonly severity: Severity;
  readonly stages: readonly Stage[];
  readonly clauses: readonly Clause[];
}
