import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { IPolicyValidationContext, IPolicyValidationPlugin, PolicyValidationPluginReport } from 'aws-cdk-lib';

/** Name of the file, beside the templates, that says which checks ran. */
export const CHECKS_FILE = 'checks-run.json';

/**
 * Runs checks over the synthesised app and records that they ran, and on how many templates. CDK's own report leaves
 * out a check that found nothing, so that it would look the same as one that never ran.
 */
export class RecordedChecks implements IPolicyValidationPlugin {
  readonly name: string;
  readonly version?: string;
  private readonly checks: IPolicyValidationPlugin;
  private readonly record: Map<string, { templates: number; findings: number }>;

  private constructor(checks: IPolicyValidationPlugin, record: RecordedChecks['record']) {
    this.checks = checks;
    this.record = record;
    this.name = checks.name;
    if (checks.version !== undefined) this.version = checks.version;
  }

  /** The same checks, with one record for all of them. */
  static all(...checks: readonly IPolicyValidationPlugin[]): RecordedChecks[] {
    const record: RecordedChecks['record'] = new Map();
    return checks.map((each) => new RecordedChecks(each, record));
  }

  validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const report = this.checks.validate(context);
    this.record.set(this.name, { templates: context.stackTemplates.length, findings: report.violations.length });
    const [first] = context.stackTemplates;
    if (first !== undefined) writeFileSync(join(dirname(first.templatePath), CHECKS_FILE), JSON.stringify(Object.fromEntries(this.record)));
    return report;
  }
}
