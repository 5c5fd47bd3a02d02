import type { Area, Clause, Criterion, CriterionId, Severity, Stage, Threshold } from '@transkeep/reports/contract/index.ts';
import { directionOf } from './direction.ts';

interface ClauseInput {
  readonly text: string;
  /** A plain string for a clause that is a yes or no. */
  readonly threshold: Threshold | string;
  /** The gate at the candidate stage, or one per stage. Absent: «no gate yet». */
  readonly gate?: string | Partial<Record<Stage, string>>;
  /** Absent: the stages of the criterion. */
  readonly stages?: readonly Stage[];
  /** A person vouches for it. */
  readonly attested?: true;
}

interface CriterionInput {
  readonly title: string;
  readonly why: string;
  readonly howToFix: string;
  readonly owner: string;
  readonly severity: Severity;
  readonly stages: readonly Stage[];
  /** By the part of the clause id after the dot. */
  readonly clauses: Readonly<Record<string, ClauseInput>>;
}

/** One entry of the catalogue, with the ids of its clauses filled in. */
export function criterion(id: CriterionId, { clauses, ...rest }: CriterionInput): Criterion {
  return {
    id,
    area: id.slice(0, id.indexOf('-')) as Area,
    ...rest,
    clauses: Object.entries(clauses).map(
      ([name, clause]): Clause => ({
        id: `${id}.${name}`,
        text: clause.text,
        threshold: typeof clause.threshold === 'string' ? { text: clause.threshold } : withDirection(clause.threshold),
        gate: typeof clause.gate === 'string' ? { candidate: clause.gate } : (clause.gate ?? {}),
        stages: clause.stages ?? rest.stages,
        ...(clause.attested && { attested: true }),
      }),
    ),
  };
}

function withDirection(threshold: Threshold): Threshold {
  const direction = threshold.limit === undefined ? undefined : directionOf(threshold);
  return direction ? { ...threshold, direction } : threshold;
}
