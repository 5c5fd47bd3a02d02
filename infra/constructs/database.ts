import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as rds from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';
import type { Environment } from '../environments.ts';
import { acknowledge } from './acknowledge.ts';
import { ConnectionUrlSecret, GeneratedSecret } from './composed-secret.ts';

const DATABASE_PORT = 5432;
const DATABASE_NAME = 'transkeep';
const LOG_EXPORTS = ['postgresql', 'upgrade'];

interface DatabaseProps {
  readonly environment: Environment;
  readonly vpc: ec2.IVpc;
  readonly key: kms.IKey;
  readonly clients: ec2.ISecurityGroup;
  readonly secretPath: string;
}

/** PostgreSQL: encrypted, in isolated subnets, TLS only. RDS keeps and rotates the owner's password itself. */
export class Database extends Construct {
  readonly instance: rds.DatabaseInstance;
  /** What the app connects with: role `transkeep_app`, which owns nothing. */
  readonly appUrl: ConnectionUrlSecret;
  /** The app role's password alone; migrations set it. */
  readonly appPassword: GeneratedSecret;
  /** Without user and password: those are read from the owner's secret when a migration starts, as they rotate. */
  readonly ownerUrl: string;

  constructor(scope: Construct, id: string, props: DatabaseProps) {
    super(scope, id);
    const { environment, vpc } = props;
    const { instanceClass, multiAz, backupDays, storageGib, maxStorageGib } = environment.database;
    const securityGroup = new ec2.SecurityGroup(this, 'SecurityGroup', { vpc, description: 'PostgreSQL', allowAllOutbound: false });
    securityGroup.addIngressRule(props.clients, ec2.Port.tcp(DATABASE_PORT), 'API, worker and migration tasks');

    // Named, because RDS would make these groups itself and keep them for ever.
    const instanceIdentifier = `transkeep-${environment.name}`;
    const logGroups = LOG_EXPORTS.map(
      (kind) =>
        new logs.LogGroup(this, `Logs-${kind}`, {
          logGroupName: `/aws/rds/instance/${instanceIdentifier}/${kind}`,
          retention: logs.RetentionDays.THREE_MONTHS,
          removalPolicy: RemovalPolicy.RETAIN,
        }),
    );

    this.instance = new rds.DatabaseInstance(this, 'Instance', {
      instanceIdentifier,
      engine: rds.DatabaseInstanceEngine.postgres({ version: rds.PostgresEngineVersion.VER_17_9 }),
      instanceType: new ec2.InstanceType(instanceClass),
      vpc,
      vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
      securityGroups: [securityGroup],
      publiclyAccessible: false,
      databaseName: DATABASE_NAME,
      credentials: rds.Credentials.fromUsername('transkeep_owner'),
      manageMasterUserPassword: true,
      multiAz,
      storageType: rds.StorageType.GP3,
      allocatedStorage: storageGib,
      maxAllocatedStorage: maxStorageGib,
      storageEncrypted: true,
      storageEncryptionKey: props.key,
      backupRetention: Duration.days(backupDays), // and with it, restore to any second in that time
      preferredBackupWindow: '01:00-02:00',
      preferredMaintenanceWindow: 'sun:02:30-sun:03:30',
      copyTagsToSnapshot: true,
      deleteAutomatedBackups: false,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.SNAPSHOT,
      databaseInsightsMode: rds.DatabaseInsightsMode.STANDARD,
      enablePerformanceInsights: true,
      performanceInsightRetention: rds.PerformanceInsightRetention.DEFAULT,
      performanceInsightEncryptionKey: props.key,
      monitoringInterval: Duration.seconds(60),
      cloudwatchLogsExports: LOG_EXPORTS,
      caCertificate: rds.CaCertificate.RDS_CA_RSA2048_G1,
      parameters: {
        'rds.force_ssl': '1',
        shared_preload_libraries: 'pg_stat_statements',
        log_min_duration_statement: '500',
        // Parameters of slow statements would put document text and e-mail addresses into the logs.
        log_parameter_max_length: '0',
        log_parameter_max_length_on_error: '0',
      },
    });
    this.instance.node.addDependency(...logGroups);
    if (!multiAz)
      acknowledge(this.instance, { 'AwsSolutions-RDS3': `${environment.name} accepts that losing one zone takes its database away.` });
    acknowledge(this.instance, {
      'AwsSolutions-RDS11': 'The port is no secret: the database sits in isolated subnets and admits one security group.',
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole]':
        'Enhanced monitoring requires this policy, which AWS manages.',
    });

    const host = this.instance.dbInstanceEndpointAddress;
    const address = [host, `:${DATABASE_PORT}/${DATABASE_NAME}?sslmode=verify-full`];
    this.ownerUrl = ['postgresql://', ...address].join('');
    this.appPassword = new GeneratedSecret(this, 'AppPassword', {
      secretName: `${props.secretPath}/database-app/password`,
      description: 'Password of the role transkeep_app',
      length: 48,
    });
    this.appUrl = new ConnectionUrlSecret(this, 'AppUrl', {
      secretName: `${props.secretPath}/database-app/url`,
      description: 'Connection URL of the role transkeep_app',
      password: this.appPassword,
      url: (password) => ['postgresql://transkeep_app:', password, '@', ...address],
    });
  }
}
