import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { apiMetrics, databaseMetrics, pipelineMetrics, redisMetrics, serviceMetrics } from './metrics.ts';

interface DashboardProps {
  readonly name: string;
  readonly api: ReturnType<typeof apiMetrics>;
  readonly database: ReturnType<typeof databaseMetrics>;
  readonly queue: ReturnType<typeof redisMetrics>;
  readonly cache: ReturnType<typeof redisMetrics>;
  readonly pipeline: ReturnType<typeof pipelineMetrics>;
  readonly services: readonly ReturnType<typeof serviceMetrics>[];
}

const WIDTH = 6;
const FULL_WIDTH = 24;

/** One page with every metric the launch criteria list, in their order: API, database, cache, pipeline, system. */
export class Dashboard extends cloudwatch.Dashboard {
  constructor(scope: Construct, id: string, { name, api, database, queue, cache, pipeline, services }: DashboardProps) {
    super(scope, id, { dashboardName: name, defaultInterval: Duration.hours(3) });

    this.section('API performance', {
      'Response time (s)': api.responseTimes,
      'Error rate (%)': [api.errorRate],
      'Request count': [api.requests],
      'Throttling (requests refused)': [api.throttled],
    });
    this.section('Database', {
      'Query time (ms)': database.queryTimes,
      'Connections, load': [database.connections, database.load],
      'Replication lag (s)': [database.replicaLag],
      'Disk: free bytes': [database.diskFree],
    });
    this.note(
      'The standby of a Multi-AZ instance is written in step with it and has no lag. The line appears with the first read replica.',
    );
    this.section('Cache and queue (Redis)', {
      'Hit rate (%)': [cache.hitRate, pipeline.blockCacheHitRate, pipeline.extractionCacheHitRate],
      'Memory usage (%)': [...queue.memory, ...cache.memory],
      Evictions: [cache.evictions, queue.evictions],
      'Connected clients, replication lag (s)': [
        ...queue.connections,
        ...cache.connections,
        ...queue.replicationLag,
        ...cache.replicationLag,
      ],
    });
    this.section('Translation pipeline', {
      'Job completion time (s)': pipeline.completionTimes,
      'Success rate (%)': [pipeline.successRate],
      'Translation API cost (USD)': [pipeline.cost],
      'Queue depth': [pipeline.queueDepth],
    });
    this.section('System', {
      'CPU utilisation (%)': [...services.map((service) => service.cpu), database.cpu],
      'Memory utilisation (%)': services.map((service) => service.memory),
      'Disk I/O': [...services.flatMap((service) => service.diskIo), ...database.diskIo],
      'Network throughput': [...services.flatMap((service) => service.network), ...database.network],
    });
    this.section('Capacity', { 'Running tasks': services.map((service) => service.tasks) });
  }

  private section(title: string, graphs: Readonly<Record<string, cloudwatch.IMetric[]>>): void {
    this.note(`## ${title}`);
    this.addWidgets(
      ...Object.entries(graphs).map(
        ([graphTitle, left]) => new cloudwatch.GraphWidget({ title: graphTitle, left, width: WIDTH, liveData: true }),
      ),
    );
  }

  private note(markdown: string): void {
    this.addWidgets(
      new cloudwatch.TextWidget({ markdown, width: FULL_WIDTH, height: 1, background: cloudwatch.TextWidgetBackground.TRANSPARENT }),
    );
  }
}
