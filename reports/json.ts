import { type Report, ReportSchema } from './contract/index.ts';

/** `report.json`: the report itself, indented so that two runs diff line by line. */
export function renderJson(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}

/** The JSON Schema of `report.json`, for tools that read it. */
export function renderJsonSchema(): string {
  return `${JSON.stringify({ $schema: 'http://json-schema.org/draft-07/schema#', ...ReportSchema }, null, 2)}\n`;
}
