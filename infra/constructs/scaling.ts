import { Duration } from 'aws-cdk-lib';
import * as scaling from 'aws-cdk-lib/aws-applicationautoscaling';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as elb from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { TaskSize } from '../environments.ts';
import { queueDepth } from './metrics.ts';

/** Keeps CPU near 70 %, memory near 80 % and each task near 1000 requests a minute; the hungriest of the three decides. */
export function scaleApi(api: ecs.FargateService, targetGroup: elb.ApplicationTargetGroup, size: TaskSize): void {
  const count = api.autoScaleTaskCount({ minCapacity: size.minTasks, maxCapacity: size.maxTasks });
  count.scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 70 });
  count.scaleOnMemoryUtilization('Memory', { targetUtilizationPercent: 80 });
  count.scaleOnRequestCount('Requests', { requestsPerTarget: 1000, targetGroup });
}

/** Steps on the documents that wait: one worker more from 10, three from 50, all from 200; one fewer when none waits. */
export function scaleWorkers(worker: ecs.FargateService, size: TaskSize): void {
  const count = worker.autoScaleTaskCount({ minCapacity: size.minTasks, maxCapacity: size.maxTasks });
  count.scaleOnMetric('QueueDepth', {
    metric: queueDepth(),
    adjustmentType: scaling.AdjustmentType.CHANGE_IN_CAPACITY,
    scalingSteps: [
      { upper: 1, change: -1 },
      { lower: 10, change: +1 },
      { lower: 50, change: +3 },
      { lower: 200, change: +8 },
    ],
    cooldown: Duration.minutes(2),
    // Every worker reports the same queue: a sum would count it once per worker.
    metricAggregationType: scaling.MetricAggregationType.MAXIMUM,
  });
}
