/** The harness's shared vocabulary: criterion, gate, evidence, verdict, report. Depends on nothing else of it. */
export * from './criterion.ts';
export * from './evidence.ts';
export * from './findings.ts';
export * from './gate.ts';
export * from './report.ts';
export * from './verdict.ts';
