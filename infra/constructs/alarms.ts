import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import type * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { apiMetrics, databaseMetrics, pipelineMetrics, redisMetrics } from './metrics.ts';

interface AlarmsProps {
  readonly api: ReturnType<typeof apiMetrics>;
  readonly database: ReturnType<typeof databaseMetrics>;
  readonly cache: ReturnType<typeof redisMetrics>;
  readonly pipeline: ReturnType<typeof pipelineMetrics>;
  readonly onCall: sns.ITopic;
  readonly slack: sns.ITopic;
}

interface AlarmSpec {
  readonly metric: cloudwatch.IMetric;
  /** The alarm goes off above this, for this many minutes on end. */
  readonly above: number;
  readonly minutes: number;
  readonly says: string;
  /** What silence means. Absent: nothing happened, so nothing is wrong. */
  readonly silenceIsAlarm?: boolean;
}

/** The nine alarms of the launch criteria: five that page whoever is on call, four that Slack hears of. */
export class Alarms extends Construct {
  constructor(scope: Construct, id: string, { api, database, cache, pipeline, onCall, slack }: AlarmsProps) {
    super(scope, id);
    const critical: Record<string, AlarmSpec> = {
      ErrorRateCritical: { metric: api.errorRate, above: 5, minutes: 3, says: 'More than 5 % of requests fail.' },
      ResponseTimeCritical: { metric: api.responseTimeP95, above: 5, minutes: 3, says: 'One request in twenty takes more than 5 s.' },
      DatabaseCpuCritical: {
        metric: database.cpu,
        above: 90,
        minutes: 5,
        says: 'Database CPU above 90 %, or no sign of life.',
        silenceIsAlarm: true,
      },
      CacheEvictionsCritical: { metric: cache.evictions, above: 100, minutes: 1, says: 'The cache drops more than 100 entries a minute.' },
      TranslationFailuresCritical: { metric: pipeline.failureRate, above: 10, minutes: 5, says: 'More than 10 % of documents fail.' },
    };
    const warning: Record<string, AlarmSpec> = {
      ErrorRateWarning: { metric: api.errorRate, above: 1, minutes: 5, says: 'More than 1 % of requests fail.' },
      ResponseTimeWarning: { metric: api.responseTimeP95, above: 2, minutes: 5, says: 'One request in twenty takes more than 2 s.' },
      DatabaseCpuWarning: { metric: database.cpu, above: 80, minutes: 10, says: 'Database CPU above 80 %.' },
      // The gauge comes from the workers: if it stops, they have, and scaling is blind.
      QueueDepthWarning: {
        metric: pipeline.queueDepth,
        above: 1000,
        minutes: 5,
        says: 'More than 1000 documents wait, or no worker reports.',
        silenceIsAlarm: true,
      },
    };
    for (const [name, spec] of Object.entries(critical)) this.alarm(name, spec, onCall);
    for (const [name, spec] of Object.entries(warning)) this.alarm(name, spec, slack);
  }

  private alarm(name: string, spec: AlarmSpec, topic: sns.ITopic): void {
    const alarm = new cloudwatch.Alarm(this, name, {
      alarmName: `TransKeep-${name}`,
      alarmDescription: spec.says,
      metric: spec.metric,
      threshold: spec.above,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: spec.minutes / periodMinutes(spec.metric),
      treatMissingData: spec.silenceIsAlarm ? cloudwatch.TreatMissingData.BREACHING : cloudwatch.TreatMissingData.NOT_BREACHING,
    });
    const action = new actions.SnsAction(topic);
    alarm.addAlarmAction(action);
    alarm.addOkAction(action);
  }
}

function periodMinutes(metric: cloudwatch.IMetric): number {
  const { metricStat, mathExpression } = metric.toMetricConfig();
  return (metricStat?.period ?? Duration.seconds(mathExpression?.period ?? 60)).toMinutes();
}
