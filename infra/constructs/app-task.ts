import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { APP_PORT, plainSettings } from '../container-environment.ts';
import type { Environment } from '../environments.ts';
import type { Release } from '../release.ts';
import type { DataStack } from '../stacks/data-stack.ts';
import { acknowledge } from './acknowledge.ts';
import { METRIC_NAMESPACE } from './metrics.ts';
import { allowTranslation, translationSecrets } from './translation-access.ts';

/** Fargate allows 120 s between SIGTERM and SIGKILL. Requests end in that time; a worker hands its jobs back within seconds. */
const STOP_TIMEOUT = Duration.seconds(110);
const ARM64 = { cpuArchitecture: ecs.CpuArchitecture.ARM64, operatingSystemFamily: ecs.OperatingSystemFamily.LINUX };

interface AppTaskProps {
  readonly environment: Environment;
  readonly release: Release;
  readonly data: DataStack;
  readonly entry: 'app/server/main.ts' | 'app/worker/main.ts';
  readonly cpu: number;
  readonly memoryMib: number;
}

/** Task definition of a long-running process of the app, with its telemetry sidecar. One image, told what to run. */
export class AppTask extends Construct {
  readonly definition: ecs.FargateTaskDefinition;

  constructor(scope: Construct, id: string, props: AppTaskProps) {
    super(scope, id);
    const { data, environment, release } = props;
    this.definition = new ecs.FargateTaskDefinition(this, 'Definition', {
      cpu: props.cpu,
      memoryLimitMiB: props.memoryMib,
      runtimePlatform: ARM64,
    });
    const logGroup = new logs.LogGroup(this, 'Logs', { retention: logs.RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.RETAIN });
    const smtp = secretsmanager.Secret.fromSecretNameV2(this, 'Smtp', `transkeep/${environment.name}/smtp`);

    const app = this.definition.addContainer('app', {
      image: ecs.ContainerImage.fromEcrRepository(data.repository, release.imageDigest),
      command: ['node', props.entry],
      portMappings: [{ containerPort: APP_PORT }],
      readonlyRootFilesystem: true,
      stopTimeout: STOP_TIMEOUT,
      // A log that cannot be delivered must not stop the app.
      logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'app', logGroup, mode: ecs.AwsLogDriverMode.NON_BLOCKING }),
      healthCheck: { command: ['CMD', 'node', '-e', probe('/health/live')], startPeriod: Duration.seconds(30) },
      environment: {
        ...plainSettings(environment, release, data.files.bucketName),
        OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318', // read by the OpenTelemetry SDK, not by app/config
      },
      secrets: {
        DATABASE_URL: ecs.Secret.fromSecretsManager(data.database.appUrl),
        QUEUE_REDIS_URL: ecs.Secret.fromSecretsManager(data.queue.url),
        CACHE_REDIS_URL: ecs.Secret.fromSecretsManager(data.cache.url),
        JWT_SECRET: ecs.Secret.fromSecretsManager(data.jwtSecret),
        SMTP_URL: ecs.Secret.fromSecretsManager(smtp),
        ...translationSecrets(this, environment),
      },
    });
    addScratchSpace(this.definition, app);
    addTelemetryAgent(this.definition, environment, logGroup);
    this.definition.taskRole.addManagedPolicy(data.filesAccess);
    allowTelemetry(this.definition);
    allowTranslation(this.definition, environment, props.entry === 'app/worker/main.ts' ? 'worker' : 'api');
  }
}

/**
 * Task definition that migrates the database as its owner. Run once per deployment, before the services. User and
 * password are read apart from the URL, by names that PostgreSQL clients know, as RDS renews the password every week.
 */
export class MigrationTask extends Construct {
  readonly definition: ecs.FargateTaskDefinition;

  constructor(scope: Construct, id: string, props: Pick<AppTaskProps, 'data' | 'release'>) {
    super(scope, id);
    const { database, repository } = props.data;
    const owner = database.instance.secret;
    if (owner === undefined) throw new Error('The database has no secret of its owner: manageMasterUserPassword is off.');
    this.definition = new ecs.FargateTaskDefinition(this, 'Definition', { cpu: 256, memoryLimitMiB: 512, runtimePlatform: ARM64 });
    const app = this.definition.addContainer('app', {
      image: ecs.ContainerImage.fromEcrRepository(repository, props.release.imageDigest),
      command: ['node', 'app/database/migrate.ts'],
      readonlyRootFilesystem: true,
      logging: ecs.LogDrivers.awsLogs({
        streamPrefix: 'migrate',
        logGroup: new logs.LogGroup(this, 'Logs', { retention: logs.RetentionDays.ONE_YEAR, removalPolicy: RemovalPolicy.RETAIN }),
      }),
      environment: { MIGRATION_DATABASE_URL: database.ownerUrl },
      secrets: {
        PGUSER: ecs.Secret.fromSecretsManager(owner, 'username'),
        PGPASSWORD: ecs.Secret.fromSecretsManager(owner, 'password'),
        APP_DB_PASSWORD: ecs.Secret.fromSecretsManager(database.appPassword),
      },
    });
    addScratchSpace(this.definition, app);
    acknowledge(this.definition, {
      'AwsSolutions-ECS2': 'The environment holds an address without credentials; those come from Secrets Manager.',
      'AwsSolutions-IAM5[Resource::*]': 'ecr:GetAuthorizationToken takes no resource.',
    });
  }
}

/** A health check without curl in the image: exit code 0 on 2xx. */
function probe(path: string): string {
  return `fetch('http://127.0.0.1:${APP_PORT}${path}').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))`;
}

/** The root file system is read-only; uploads and the translator's files pass through /tmp, which ends with the task. */
function addScratchSpace(definition: ecs.FargateTaskDefinition, container: ecs.ContainerDefinition): void {
  definition.addVolume({ name: 'scratch' });
  container.addMountPoints({ sourceVolume: 'scratch', containerPath: '/tmp', readOnly: false });
}

/** Takes traces and metrics by OTLP. What alarms or scales does not go this way: that is EMF, in the log itself. */
function addTelemetryAgent(definition: ecs.FargateTaskDefinition, environment: Environment, logGroup: logs.ILogGroup): void {
  const otlp = { http_endpoint: '127.0.0.1:4318' };
  definition.addContainer('telemetry', {
    image: ecs.ContainerImage.fromRegistry(environment.telemetryAgentImage),
    essential: false,
    memoryReservationMiB: 128,
    readonlyRootFilesystem: true,
    logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'telemetry', logGroup }),
    environment: {
      CW_CONFIG_CONTENT: JSON.stringify({
        traces: { traces_collected: { otlp } },
        metrics: { namespace: METRIC_NAMESPACE, metrics_collected: { otlp } },
      }),
    },
  });
}

function allowTelemetry(definition: ecs.FargateTaskDefinition): void {
  definition.addToTaskRolePolicy(
    new iam.PolicyStatement({ actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], resources: ['*'] }),
  );
  definition.addToTaskRolePolicy(
    new iam.PolicyStatement({
      actions: ['cloudwatch:PutMetricData'],
      resources: ['*'],
      conditions: { StringEquals: { 'cloudwatch:namespace': METRIC_NAMESPACE } },
    }),
  );
  acknowledge(definition, {
    'AwsSolutions-ECS2': 'The environment holds settings anybody may read; credentials come from Secrets Manager.',
    'AwsSolutions-IAM5[Resource::*]': 'PutMetricData, the X-Ray calls, Amazon Translate and ecr:GetAuthorizationToken take no resource.',
  });
}
