import { RemovalPolicy } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import type { Environment } from '../environments.ts';

/**
 * Requests one address may make in a minute. Above what an office behind one address needs (the API allows a user 300),
 * far below what hurts.
 */
const REQUESTS_PER_MINUTE_AND_ADDRESS = 3000;

/** Managed rules that read bodies: a PDF is larger than they allow and full of bytes that look like attacks. */
const BODY_RULES = ['AWSManagedRulesCommonRuleSet', 'AWSManagedRulesKnownBadInputsRuleSet', 'AWSManagedRulesSQLiRuleSet'];
const ADDRESS_RULES = ['AWSManagedRulesAmazonIpReputationList'];

/** Web ACL of the distribution: a rate limit per address, and AWS's managed rules. */
export class WebAcl extends Construct {
  readonly acl: wafv2.CfnWebACL;

  constructor(scope: Construct, id: string, props: { readonly environment: Environment }) {
    super(scope, id);
    const { name } = props.environment;
    this.acl = new wafv2.CfnWebACL(this, 'Acl', {
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: visibility(`transkeep-${name}`),
      rules: [rateLimit(), ...ADDRESS_RULES.map((rule, index) => managed(rule, 10 + index)), ...BODY_RULES.map(exceptUploads)],
    });

    // WAF writes only to groups whose name begins so.
    const logGroup = new logs.LogGroup(this, 'Logs', {
      logGroupName: `aws-waf-logs-transkeep-${name}`,
      retention: logs.RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    new wafv2.CfnLoggingConfiguration(this, 'Logging', {
      resourceArn: this.acl.attrArn,
      logDestinationConfigs: [logGroup.logGroupArn],
      redactedFields: [{ singleHeader: { Name: 'authorization' } }, { singleHeader: { Name: 'cookie' } }],
    });
  }
}

function visibility(metricName: string): wafv2.CfnWebACL.VisibilityConfigProperty {
  return { cloudWatchMetricsEnabled: true, sampledRequestsEnabled: true, metricName };
}

function rateLimit(): wafv2.CfnWebACL.RuleProperty {
  return {
    name: 'RateLimit',
    priority: 0,
    action: { block: { customResponse: { responseCode: 429 } } },
    statement: { rateBasedStatement: { limit: REQUESTS_PER_MINUTE_AND_ADDRESS, evaluationWindowSec: 60, aggregateKeyType: 'IP' } },
    visibilityConfig: visibility('RateLimit'),
  };
}

function managed(name: string, priority: number, scopeDownStatement?: wafv2.CfnWebACL.StatementProperty): wafv2.CfnWebACL.RuleProperty {
  return {
    name,
    priority,
    overrideAction: { none: {} },
    statement: { managedRuleGroupStatement: { vendorName: 'AWS', name, ...(scopeDownStatement && { scopeDownStatement }) } },
    visibilityConfig: visibility(name),
  };
}

function exceptUploads(name: string, index: number): wafv2.CfnWebACL.RuleProperty {
  const equals = (fieldToMatch: wafv2.CfnWebACL.FieldToMatchProperty, searchString: string): wafv2.CfnWebACL.StatementProperty => ({
    byteMatchStatement: {
      fieldToMatch,
      searchString,
      positionalConstraint: 'EXACTLY',
      textTransformations: [{ priority: 0, type: 'NONE' }],
    },
  });
  const upload = { andStatement: { statements: [equals({ method: {} }, 'POST'), equals({ uriPath: {} }, '/api/v1/documents')] } };
  return managed(name, 20 + index, { notStatement: { statement: upload } });
}
