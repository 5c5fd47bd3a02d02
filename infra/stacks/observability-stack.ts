import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import * as chatbot from 'aws-cdk-lib/aws-chatbot';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as subscriptions from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { Alarms } from '../constructs/alarms.ts';
import { Dashboard } from '../constructs/dashboard.ts';
import { apiMetrics, databaseMetrics, pipelineMetrics, redisMetrics, serviceMetrics } from '../constructs/metrics.ts';
import { LogBucket, PrivateBucket } from '../constructs/private-bucket.ts';
import type { Environment } from '../environments.ts';
import type { ComputeStack } from './compute-stack.ts';
import type { DataStack } from './data-stack.ts';

interface ObservabilityStackProps extends StackProps {
  readonly environment: Environment;
  readonly compute: ComputeStack;
  readonly data: DataStack;
}

/** What people see and hear of the system: dashboard, alarms and whom they reach, the trail of calls to AWS. */
export class ObservabilityStack extends Stack {
  constructor(scope: Construct, id: string, props: ObservabilityStackProps) {
    super(scope, id, props);
    const { environment, compute, data } = props;
    const key = new kms.Key(this, 'AlarmKey', { enableKeyRotation: true });
    // Without this CloudWatch may not write to an encrypted topic, and every alarm would be silent.
    key.addToResourcePolicy(
      new iam.PolicyStatement({
        principals: [new iam.ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        resources: ['*'],
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
    );
    const onCall = new sns.Topic(this, 'OnCall', { masterKey: key, enforceSSL: true, displayName: 'TransKeep: wake up' });
    const slack = new sns.Topic(this, 'Slack', { masterKey: key, enforceSSL: true, displayName: 'TransKeep: have a look' });
    onCall.addSubscription(new subscriptions.EmailSubscription(environment.onCallEmail));
    new chatbot.SlackChannelConfiguration(this, 'SlackChannel', {
      slackChannelConfigurationName: `transkeep-${environment.name}`,
      slackWorkspaceId: environment.slack.workspaceId,
      slackChannelId: environment.slack.channelId,
      notificationTopics: [slack],
    });

    const api = apiMetrics(compute.loadBalancer, compute.targets);
    const database = databaseMetrics(data.database.instance);
    const queue = redisMetrics(data.queue, 'queue');
    const cache = redisMetrics(data.cache, 'cache');
    const pipeline = pipelineMetrics();
    const services = [serviceMetrics(compute.api, 'api'), serviceMetrics(compute.worker, 'worker')];
    new Alarms(this, 'Alarms', { api, database, cache, pipeline, onCall, slack });
    new Dashboard(this, 'Dashboard', { name: `TransKeep-${environment.name}`, api, database, queue, cache, pipeline, services });

    this.trail();
  }

  /** Who called what in this account, in every region, in files whose tampering shows. */
  private trail(): void {
    const bucket = new PrivateBucket(this, 'TrailFiles', {
      versioned: true,
      serverAccessLogsBucket: new LogBucket(this, 'AccessLogs'),
      serverAccessLogsPrefix: 'trail/',
      lifecycleRules: [{ expiration: Duration.days(400) }],
    });
    new cloudtrail.Trail(this, 'Trail', {
      bucket,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableFileValidation: true,
      sendToCloudWatchLogs: true,
      cloudWatchLogsRetention: logs.RetentionDays.ONE_YEAR,
    });
  }
}
