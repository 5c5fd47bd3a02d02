import { Value } from 'typebox/value';
import { type Report, ReportSchema } from './contract/index.ts';

/** What was handed over as a report is not one. `problems` name the fields, most important first. */
export class InvalidReportError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(
      `Not a transkeep-readiness/1 report: ${problems.slice(0, 3).join('; ')}${problems.length > 3 ? `; and ${problems.length - 3} more` : ''}`,
    );
    this.name = 'InvalidReportError';
    this.problems = problems;
  }
}

/** Any JSON value in, the report out; throws `InvalidReportError` when a field is missing or of another kind. */
export function parseReport(value: unknown): Report {
  if (Value.Check(ReportSchema, value)) return value;
  const problems = Value.Errors(ReportSchema, value).map((error) => `${error.instancePath || '/'} ${error.message}`);
  throw new InvalidReportError([...new Set(problems)]);
}
