import {
  AREAS,
  type ClauseId,
  type Criterion,
  type CriterionId,
  STAGES,
  type Threshold,
  type Thresholds,
} from '@transkeep/reports/contract/index.ts';

/** How many criteria each area has: an id that is missing, added or misspelt is found by counting. */
const COUNTS = { DEP: 19, PERF: 14, SEC: 15, QA: 10, BETA: 6 } as const;

/** Every id the catalogue must hold: no more, no fewer. */
function expectedIds(): CriterionId[] {
  return AREAS.flatMap((area) =>
    Array.from({ length: COUNTS[area] }, (_, index): CriterionId => `${area}-${String(index + 1).padStart(2, '0')}`),
  );
}

/** What is wrong with the catalogue, one line each; empty when it holds together. `gates` are the ids of the registry. */
export function catalogueProblems(criteria: readonly Criterion[], gates: ReadonlySet<string>): string[] {
  const problems: string[] = [];
  const ids = criteria.map(({ id }) => id);
  for (const id of expectedIds()) if (!ids.includes(id)) problems.push(`${id} is missing`);
  for (const id of ids) if (!expectedIds().includes(id)) problems.push(`${id} is no launch criterion`);
  for (const id of duplicates(ids)) problems.push(`${id} is there twice`);
  for (const id of duplicates(criteria.flatMap(({ clauses }) => clauses.map((clause) => clause.id))))
    problems.push(`clause ${id} is there twice`);
  for (const criterion of criteria) problems.push(...criterionProblems(criterion, gates));
  return problems;
}

function criterionProblems({ id, area, stages, clauses, ...texts }: Criterion, gates: ReadonlySet<string>): string[] {
  const problems: string[] = [];
  if (!id.startsWith(`${area}-`)) problems.push(`${id} says it is of area ${area}`);
  for (const name of ['title', 'why', 'howToFix', 'owner'] as const) if (texts[name].trim() === '') problems.push(`${id} has no ${name}`);
  if (stages.length === 0) problems.push(`${id} has no stage`);
  for (const stage of stages) {
    if (!clauses.some((clause) => clause.stages.includes(stage))) problems.push(`${id} promises nothing at stage ${stage}`);
  }
  for (const clause of clauses) {
    if (!/^[A-Z]+-\d\d\.[a-z0-9]+(-[a-z0-9]+)*$/.test(clause.id))
      problems.push(`clause ${clause.id}: the part after the dot is not kebab-case`);
    if (clause.text.trim() === '' || clause.threshold.text.trim() === '') problems.push(`clause ${clause.id} has no text`);
    if (clause.threshold.limit !== undefined && clause.threshold.unit === undefined)
      problems.push(`clause ${clause.id}: a limit without unit`);
    if (clause.threshold.limit !== undefined && clause.threshold.direction === undefined)
      problems.push(`clause ${clause.id}: its words do not tell on which side of the limit it is good to be; state the direction`);
    if (clause.threshold.direction === 'at-most' && Object.keys(clause.gate).length > 0 && clause.threshold.minSamples === undefined)
      problems.push(`clause ${clause.id}: looking at nothing would find as little; state how many samples are the least`);
    if (clause.attested && Object.keys(clause.gate).length > 0)
      problems.push(`clause ${clause.id}: a gate judges it, so nobody needs to vouch for it`);
    if (clause.stages.length === 0) problems.push(`clause ${clause.id} has no stage`);
    for (const stage of clause.stages)
      if (!stages.includes(stage)) problems.push(`clause ${clause.id}: ${id} is not judged at stage ${stage}`);
    for (const stage of STAGES) {
      const gate = clause.gate[stage];
      if (gate !== undefined && !gates.has(gate)) problems.push(`clause ${clause.id}: there is no gate ${gate}`);
      if (gate !== undefined && !clause.stages.includes(stage))
        problems.push(`clause ${clause.id}: gate ${gate} at a stage it does not hold at`);
    }
  }
  return problems;
}

/** Thresholds of the catalogue, as `evaluate` gets them. Throws for a clause the catalogue lacks. */
export function thresholdsOf(criteria: readonly Criterion[]): Thresholds {
  const byClause = new Map<ClauseId, Threshold>(
    criteria.flatMap(({ clauses }) => clauses.map((clause) => [clause.id, clause.threshold] as const)),
  );
  return (clause) => {
    const threshold = byClause.get(clause);
    if (!threshold) throw new Error(`the catalogue has no clause ${clause}`);
    return threshold;
  };
}

function duplicates(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}
