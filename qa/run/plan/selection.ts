import { AREAS, type Clause, type Criterion, type Stage } from '@transkeep/reports/contract/index.ts';
import { UsageError } from '../errors.ts';

export interface Selected extends Omit<Criterion, 'clauses'> {
  /** The clauses that hold at this stage. */
  readonly clauses: readonly Clause[];
}

/**
 * The criteria of a stage, or those of them that `only` names (ids or areas). Throws UsageError for a name that selects
 * nothing: a filter that matches nothing must not look like a run in which nothing was wrong.
 */
export function selectCriteria(criteria: readonly Criterion[], stage: Stage, only: readonly string[] | null): Selected[] {
  for (const name of only ?? []) requireSelects(name, criteria, stage);
  return criteria
    .filter(({ id, area, stages }) => stages.includes(stage) && (only === null || only.includes(id) || only.includes(area)))
    .map((criterion) => ({ ...criterion, clauses: criterion.clauses.filter((clause) => clause.stages.includes(stage)) }));
}

/** The criteria a record judged, as the catalogue of today has them. A whole stage is all of them, whatever its record names: none may go missing. */
export function criteriaOf(
  record: { readonly criteria: readonly string[]; readonly stage: Stage; readonly selection: readonly string[] | null },
  criteria: readonly Criterion[],
): Selected[] {
  return selectCriteria(criteria, record.stage, null).filter(({ id }) => record.selection === null || record.criteria.includes(id));
}

function requireSelects(name: string, criteria: readonly Criterion[], stage: Stage): void {
  const named = criteria.filter(({ id, area }) => id === name || area === name);
  if (named.length === 0) {
    const near = criteria.find(({ id }) => id.replace('-', '').toLowerCase() === name.replace(/[-_ ]/g, '').toLowerCase());
    const hint = near
      ? ` (did you mean ${near.id}?)`
      : `; areas are ${AREAS.join(', ')}, ids look like SEC-05, \`npm run readiness -- list\` shows all`;
    throw new UsageError(`there is no criterion ${name}${hint}`);
  }
  if (!named.some(({ stages }) => stages.includes(stage))) {
    const stages = [...new Set(named.flatMap((criterion) => criterion.stages))];
    throw new UsageError(`${name} is not judged at stage ${stage}, only at ${stages.join(' and ')}: add --stage ${stages[0]}`);
  }
}
