import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { synthesised } from '../testing/synthesised.ts';

const { compute, pipeline } = synthesised('production');

test.each([
  ['Api', 2, 5],
  ['Worker', 2, 10],
])('%s runs %i to %i tasks', (service, MinCapacity, MaxCapacity) => {
  const targets = Object.values(
    compute.findResources('AWS::ApplicationAutoScaling::ScalableTarget', { Properties: { MinCapacity, MaxCapacity } }),
  );
  expect(targets.map(({ Properties }) => JSON.stringify(Properties.ResourceId))).toEqual([expect.stringContaining(service)]);
});

test('no number of tasks is fixed beside autoscaling', () => {
  for (const { Properties } of Object.values(compute.findResources('AWS::ECS::Service')))
    expect(Properties).not.toHaveProperty('DesiredCount');
});

test.each([
  ['ECSServiceAverageCPUUtilization', 70],
  ['ECSServiceAverageMemoryUtilization', 80],
  ['ALBRequestCountPerTarget', 1000],
])('the API scales on %s at %i', (PredefinedMetricType, TargetValue) => {
  compute.hasResourceProperties('AWS::ApplicationAutoScaling::ScalingPolicy', {
    TargetTrackingScalingPolicyConfiguration: Match.objectLike({
      TargetValue,
      PredefinedMetricSpecification: Match.objectLike({ PredefinedMetricType }),
    }),
  });
});

test('workers scale in steps on the longest queue any of them sees', () => {
  compute.resourcePropertiesCountIs('AWS::ApplicationAutoScaling::ScalingPolicy', { PolicyType: 'StepScaling' }, 2);
  compute.allResourcesProperties('AWS::CloudWatch::Alarm', {
    MetricName: 'QueueDepth',
    Namespace: 'TransKeep',
    Statistic: 'Maximum',
    Dimensions: Match.absent(),
  });
});

test('a failed deployment is rolled back, and no task has a public address', () => {
  compute.allResourcesProperties('AWS::ECS::Service', {
    DeploymentConfiguration: Match.objectLike({ DeploymentCircuitBreaker: { Enable: true, Rollback: true }, MinimumHealthyPercent: 100 }),
    NetworkConfiguration: { AwsvpcConfiguration: Match.objectLike({ AssignPublicIp: 'DISABLED' }) },
  });
});

test('two workers always run where AWS cannot take them away', () => {
  compute.hasResourceProperties('AWS::ECS::Service', {
    CapacityProviderStrategy: [
      { CapacityProvider: 'FARGATE', Base: 2, Weight: 1 },
      { CapacityProvider: 'FARGATE_SPOT', Weight: 3 },
    ],
  });
});

describe('containers of the app', () => {
  const containers = Object.values(compute.findResources('AWS::ECS::TaskDefinition'))
    .flatMap(({ Properties }) => Properties.ContainerDefinitions)
    .filter(({ Name }) => Name === 'app');

  test('cannot write but to /tmp', () => {
    expect(containers).toHaveLength(3);
    for (const { ReadonlyRootFilesystem, MountPoints } of containers) {
      expect(ReadonlyRootFilesystem).toBe(true);
      expect(MountPoints).toEqual([{ ContainerPath: '/tmp', ReadOnly: false, SourceVolume: 'scratch' }]);
    }
  });

  test('have time to finish their job, and say whether they live', () => {
    const services = containers.filter(({ Command }) => Command[1] !== 'app/database/migrate.ts');
    expect(services).toHaveLength(2);
    for (const { StopTimeout, HealthCheck } of services) {
      expect(StopTimeout).toBe(110);
      expect(HealthCheck.Command.join(' ')).toContain('/health/live');
    }
  });
});

test('the load balancer is internal, speaks TLS only, and asks each target whether it is ready', () => {
  compute.hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', { Scheme: 'internal' });
  compute.allResourcesProperties('AWS::ElasticLoadBalancingV2::Listener', {
    Port: 443,
    Protocol: 'HTTPS',
    SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-Res-2021-06',
  });
  compute.hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', {
    HealthCheckPath: '/health/ready',
    TargetGroupAttributes: Match.arrayWith([{ Key: 'deregistration_delay.timeout_seconds', Value: '30' }]),
  });
});

test('only one environment of one repository may take the deploy role', () => {
  pipeline.hasResourceProperties('AWS::IAM::Role', {
    AssumeRolePolicyDocument: Match.objectLike({
      Statement: [
        Match.objectLike({
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: {
            StringEquals: {
              'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
              'token.actions.githubusercontent.com:sub': 'repo:example/transkeep:environment:production',
            },
          },
        }),
      ],
    }),
  });
});
