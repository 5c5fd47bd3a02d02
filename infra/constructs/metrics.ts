import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elb from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type * as rds from 'aws-cdk-lib/aws-rds';
import type { Redis } from './redis.ts';

/** Namespace of what the app itself reports, by the embedded metric format in its log. */
export const METRIC_NAMESPACE = 'TransKeep';
const PERIOD = Duration.minutes(1);

/**
 * The app's own metrics. Without dimensions, as each environment has an account of its own: an alarm on a dimension
 * that nobody sends is silently dead.
 */
export type AppMetric =
  | 'QueueDepth'
  | 'DocumentsReady'
  | 'DocumentsFailed'
  | 'DocumentSeconds'
  | 'TranslationCostUsd'
  | 'RequestsThrottled'
  | 'QueryMilliseconds'
  | 'CacheHits'
  | 'CacheMisses'
  | 'ExtractionCacheHits'
  | 'ExtractionCacheMisses';

function appMetric(metricName: AppMetric, statistic: string, label?: string): cloudwatch.Metric {
  return new cloudwatch.Metric({ namespace: METRIC_NAMESPACE, metricName, statistic, period: PERIOD, ...(label && { label }) });
}

/** `part` of `part + others`; `id` keeps the terms of several on one graph apart. */
function percent(
  id: string,
  label: string,
  part: cloudwatch.IMetric,
  others: cloudwatch.IMetric,
  period = PERIOD,
): cloudwatch.MathExpression {
  const whole = `(FILL(${id}Part, 0) + FILL(${id}Others, 0))`;
  return new cloudwatch.MathExpression({
    label,
    period,
    expression: `IF(${whole} > 0, 100 * FILL(${id}Part, 0) / ${whole}, 0)`,
    usingMetrics: { [`${id}Part`]: part, [`${id}Others`]: others },
  });
}

const percentiles = (metric: (statistic: string, label: string) => cloudwatch.IMetric, ...of: number[]) =>
  of.map((p) => metric(cloudwatch.Stats.percentile(p), `p${p}`));

/** Documents that wait, the same from every worker. */
export const queueDepth = (): cloudwatch.Metric => appMetric('QueueDepth', cloudwatch.Stats.MAXIMUM);

/** What users feel, seen from the load balancer. */
export function apiMetrics(loadBalancer: elb.ApplicationLoadBalancer, targets: elb.ApplicationTargetGroup) {
  const options = { period: PERIOD, statistic: cloudwatch.Stats.SUM };
  const responseTime = (statistic: string, label: string) => targets.metrics.targetResponseTime({ period: PERIOD, statistic, label });
  const requests = loadBalancer.metrics.requestCount({ ...options, label: 'requests' });
  return {
    responseTimes: percentiles(responseTime, 50, 95, 99),
    responseTimeP95: responseTime(cloudwatch.Stats.percentile(95), 'p95'),
    requests,
    throttled: appMetric('RequestsThrottled', cloudwatch.Stats.SUM),
    /** Of all requests, those the API answered with 5xx or the load balancer could not hand on. A minute without requests has no errors. */
    errorRate: new cloudwatch.MathExpression({
      label: 'errors, %',
      period: PERIOD,
      expression: 'IF(requests > 0, 100 * (FILL(target, 0) + FILL(balancer, 0)) / requests, 0)',
      usingMetrics: {
        requests,
        target: loadBalancer.metrics.httpCodeTarget(elb.HttpCodeTarget.TARGET_5XX_COUNT, options),
        balancer: loadBalancer.metrics.httpCodeElb(elb.HttpCodeElb.ELB_5XX_COUNT, options),
      },
    }),
  };
}

export function databaseMetrics(instance: rds.DatabaseInstance) {
  const options = { period: PERIOD };
  const metric = (name: string, statistic = cloudwatch.Stats.AVERAGE) => instance.metric(name, { ...options, statistic });
  return {
    cpu: instance.metricCPUUtilization(options),
    queryTimes: percentiles((statistic, label) => appMetric('QueryMilliseconds', statistic, label), 50, 95),
    load: metric('DBLoad'),
    connections: instance.metricDatabaseConnections(options),
    replicaLag: metric('ReplicaLag', cloudwatch.Stats.MAXIMUM),
    diskFree: instance.metricFreeStorageSpace(options), // bytes, not a share: the disk grows by itself
    diskIo: [instance.metricReadIOPS(options), instance.metricWriteIOPS(options)],
    network: [metric('NetworkReceiveThroughput'), metric('NetworkTransmitThroughput')],
  };
}

/** A replication group's metrics exist per node only: these add or list the nodes, so that they hold after a failover too. */
export function redisMetrics(redis: Redis, name: string) {
  const metric = (metricName: string, statistic: string) =>
    redis.nodeIds.map(
      (CacheClusterId, index) =>
        new cloudwatch.Metric({
          namespace: 'AWS/ElastiCache',
          metricName,
          statistic,
          period: PERIOD,
          dimensionsMap: { CacheClusterId },
          label: `${name} node ${index + 1}`,
        }),
    );
  return {
    memory: metric('DatabaseMemoryUsagePercentage', cloudwatch.Stats.MAXIMUM),
    connections: metric('CurrConnections', cloudwatch.Stats.MAXIMUM),
    replicationLag: metric('ReplicationLag', cloudwatch.Stats.MAXIMUM),
    evictions: sum(`${name}Evictions`, `${name}: evictions`, metric('Evictions', cloudwatch.Stats.SUM)),
    hitRate: percent(
      `${name}Hits`,
      `${name}: hits, %`,
      sum(`${name}Hits`, 'hits', metric('CacheHits', cloudwatch.Stats.SUM)),
      sum(`${name}Misses`, 'misses', metric('CacheMisses', cloudwatch.Stats.SUM)),
    ),
  };
}

export function pipelineMetrics() {
  const ready = appMetric('DocumentsReady', cloudwatch.Stats.SUM);
  const failed = appMetric('DocumentsFailed', cloudwatch.Stats.SUM);
  const fiveMinutes = { period: Duration.minutes(5) };
  return {
    completionTimes: percentiles((statistic, label) => appMetric('DocumentSeconds', statistic, label), 50, 95),
    successRate: percent('success', 'documents that succeed, %', ready, failed),
    failureRate: percent('failure', 'documents that fail, %', failed.with(fiveMinutes), ready.with(fiveMinutes), fiveMinutes.period),
    cost: appMetric('TranslationCostUsd', cloudwatch.Stats.SUM),
    queueDepth: queueDepth(),
    blockCacheHitRate: percent(
      'blocks',
      'blocks from the cache, %',
      appMetric('CacheHits', cloudwatch.Stats.SUM),
      appMetric('CacheMisses', cloudwatch.Stats.SUM),
    ),
    extractionCacheHitRate: percent(
      'extractions',
      'extractions from the cache, %',
      appMetric('ExtractionCacheHits', cloudwatch.Stats.SUM),
      appMetric('ExtractionCacheMisses', cloudwatch.Stats.SUM),
    ),
  };
}

/** What one service's containers use, from Container Insights. */
export function serviceMetrics(service: ecs.FargateService, name: string) {
  const insight = (metricName: string, statistic: string, label: string) =>
    new cloudwatch.Metric({
      namespace: 'ECS/ContainerInsights',
      metricName,
      statistic,
      period: PERIOD,
      dimensionsMap: { ClusterName: service.cluster.clusterName, ServiceName: service.serviceName },
      label: `${name}: ${label}`,
    });
  return {
    cpu: service.metricCpuUtilization({ period: PERIOD, label: name }),
    memory: service.metricMemoryUtilization({ period: PERIOD, label: name }),
    tasks: insight('RunningTaskCount', cloudwatch.Stats.AVERAGE, 'tasks'),
    diskIo: [
      insight('StorageReadBytes', cloudwatch.Stats.AVERAGE, 'read'),
      insight('StorageWriteBytes', cloudwatch.Stats.AVERAGE, 'written'),
    ],
    network: [insight('NetworkRxBytes', cloudwatch.Stats.AVERAGE, 'in'), insight('NetworkTxBytes', cloudwatch.Stats.AVERAGE, 'out')],
  };
}

function sum(id: string, label: string, metrics: readonly cloudwatch.Metric[]): cloudwatch.IMetric {
  const byName = Object.fromEntries(metrics.map((metric, index) => [`${id}${index}`, metric]));
  return new cloudwatch.MathExpression({
    label,
    period: PERIOD,
    expression: Object.keys(byName)
      .map((name) => `FILL(${name}, 0)`)
      .join(' + '),
    usingMetrics: byName,
  });
}
