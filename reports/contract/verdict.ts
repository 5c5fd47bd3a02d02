/** The four verdicts a clause or a criterion can have. A gate itself only ever says the first three. */
export const VERDICTS = ['PASS', 'FAIL', 'INCONCLUSIVE', 'WAIVED'] as const;
export type Verdict = (typeof VERDICTS)[number];
export type GateVerdict = Exclude<Verdict, 'WAIVED'>;

/** The three verdicts of a whole run. */
export type RunVerdict = 'GO' | 'NO-GO' | 'INCONCLUSIVE';

/** candidate: this commit on this machine · launch: a deployed target · beta: the running beta's own data. */
export const STAGES = ['candidate', 'launch', 'beta'] as const;
export type Stage = (typeof STAGES)[number];

export const AREAS = ['DEP', 'PERF', 'SEC', 'QA', 'BETA'] as const;
export type Area = (typeof AREAS)[number];

/** M must pass, S should pass. */
export type Severity = 'M' | 'S';

/** `PERF-02` */
export type CriterionId = `${Area}-${string}`;
/** `PERF-02.upload`: criterion id, a dot, a kebab-case name. */
export type ClauseId = `${CriterionId}.${string}`;
