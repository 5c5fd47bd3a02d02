import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elb from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as route53 from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import { AppTask, MigrationTask } from '../constructs/app-task.ts';
import { LogBucket } from '../constructs/private-bucket.ts';
import { scaleApi, scaleWorkers } from '../constructs/scaling.ts';
import { APP_PORT } from '../container-environment.ts';
import type { Environment } from '../environments.ts';
import type { Release } from '../release.ts';
import type { DataStack } from './data-stack.ts';

interface ComputeStackProps extends StackProps {
  readonly environment: Environment;
  readonly release: Release;
  readonly vpc: ec2.IVpc;
  readonly data: DataStack;
}

/** What runs the app: the API behind an internal load balancer, the workers, and the task that migrates the database. */
export class ComputeStack extends Stack {
  readonly cluster: ecs.Cluster;
  readonly loadBalancer: elb.ApplicationLoadBalancer;
  readonly targets: elb.ApplicationTargetGroup;
  readonly api: ecs.FargateService;
  readonly worker: ecs.FargateService;
  readonly migration: MigrationTask;
  /** Name on the load balancer's certificate, by which CloudFront greets it. No DNS record: the VPC origin knows the address. */
  readonly originDomainName: string;

  constructor(scope: Construct, id: string, props: ComputeStackProps) {
    super(scope, id, props);
    const { environment, release, vpc, data } = props;
    this.cluster = new ecs.Cluster(this, 'Cluster', {
      vpc,
      containerInsightsV2: ecs.ContainerInsights.ENHANCED,
      enableFargateCapacityProviders: true,
    });

    const apiTask = new AppTask(this, 'ApiTask', { environment, release, data, entry: 'app/server/main.ts', ...environment.api });
    const workerTask = new AppTask(this, 'WorkerTask', { environment, release, data, entry: 'app/worker/main.ts', ...environment.worker });
    this.migration = new MigrationTask(this, 'MigrationTask', { data, release });

    // Imported as immutable, or attaching the API to the load balancer would write an ingress rule into the data stack.
    const clients = ec2.SecurityGroup.fromSecurityGroupId(this, 'DataClients', data.clients.securityGroupId, { mutable: false });
    const common = {
      cluster: this.cluster,
      vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
      assignPublicIp: false,
      circuitBreaker: { enable: true, rollback: true },
      minHealthyPercent: 100,
      maxHealthyPercent: 200,
      availabilityZoneRebalancing: ecs.AvailabilityZoneRebalancing.ENABLED,
      enableECSManagedTags: true,
      propagateTags: ecs.PropagatedTagSource.SERVICE,
    };
    this.api = new ecs.FargateService(this, 'Api', {
      ...common,
      taskDefinition: apiTask.definition,
      securityGroups: [new ec2.SecurityGroup(this, 'ApiSecurityGroup', { vpc, description: 'API tasks' }), clients],
      capacityProviderStrategies: [{ capacityProvider: 'FARGATE', weight: 1 }],
      healthCheckGracePeriod: Duration.seconds(60),
    });
    this.worker = new ecs.FargateService(this, 'Worker', {
      ...common,
      taskDefinition: workerTask.definition,
      securityGroups: [new ec2.SecurityGroup(this, 'WorkerSecurityGroup', { vpc, description: 'Worker tasks' }), clients],
      // Two that AWS may not take away; a job on a task it does take is run again by another worker.
      capacityProviderStrategies: [
        { capacityProvider: 'FARGATE', base: 2, weight: 1 },
        { capacityProvider: 'FARGATE_SPOT', weight: 3 },
      ],
    });

    this.originDomainName = `origin.${environment.domainName}`;
    this.loadBalancer = this.internalLoadBalancer(environment, vpc);
    this.targets = new elb.ApplicationTargetGroup(this, 'ApiTargets', {
      vpc,
      port: APP_PORT,
      protocol: elb.ApplicationProtocol.HTTP,
      targets: [this.api],
      deregistrationDelay: Duration.seconds(30),
      healthCheck: { path: '/health/ready', interval: Duration.seconds(10), healthyThresholdCount: 2, unhealthyThresholdCount: 3 },
      loadBalancingAlgorithmType: elb.TargetGroupLoadBalancingAlgorithmType.LEAST_OUTSTANDING_REQUESTS,
    });
    this.loadBalancer.addListener('Https', {
      port: 443,
      open: false,
      // TLS 1.2 as well: CloudFront offers its origins no 1.3 yet.
      sslPolicy: elb.SslPolicy.TLS13_RES,
      certificates: [this.originCertificate(environment)],
      defaultTargetGroups: [this.targets],
    });
    scaleApi(this.api, this.targets, environment.api);
    scaleWorkers(this.worker, environment.worker);
    new CfnOutput(this, 'ClusterName', { value: this.cluster.clusterName });
    new CfnOutput(this, 'MigrationTaskDefinition', { value: this.migration.definition.taskDefinitionArn });
  }

  /** Private: only CloudFront, through its VPC origin, gets to it. */
  private internalLoadBalancer(environment: Environment, vpc: ec2.IVpc): elb.ApplicationLoadBalancer {
    const securityGroup = new ec2.SecurityGroup(this, 'LoadBalancerSecurityGroup', {
      vpc,
      description: 'Load balancer of the API',
      allowAllOutbound: false,
    });
    securityGroup.addIngressRule(ec2.Peer.prefixList(environment.cloudFrontPrefixListId), ec2.Port.HTTPS, 'CloudFront VPC origin');
    const loadBalancer = new elb.ApplicationLoadBalancer(this, 'LoadBalancer', {
      vpc,
      internetFacing: false,
      vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
      securityGroup,
      dropInvalidHeaderFields: true,
      deletionProtection: true,
      idleTimeout: Duration.seconds(60),
    });
    loadBalancer.logAccessLogs(new LogBucket(this, 'AccessLogs'), 'load-balancer');
    return loadBalancer;
  }

  private originCertificate(environment: Environment): acm.Certificate {
    const zone = route53.HostedZone.fromHostedZoneAttributes(this, 'Zone', {
      hostedZoneId: environment.hostedZoneId,
      zoneName: environment.domainName,
    });
    return new acm.Certificate(this, 'OriginCertificate', {
      domainName: this.originDomainName,
      validation: acm.CertificateValidation.fromDns(zone),
    });
  }
}
