import { RemovalPolicy, SecretValue } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elasticache from 'aws-cdk-lib/aws-elasticache';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { ConnectionUrlSecret, GeneratedSecret } from './composed-secret.ts';

const REDIS_PORT = 6379;
/** ElastiCache takes tokens of 16 to 128 characters. */
const AUTH_TOKEN_LENGTH = 64;

interface RedisProps {
  readonly vpc: ec2.IVpc;
  readonly key: kms.IKey;
  readonly description: string;
  readonly nodeType: string;
  readonly nodes: number;
  /** What to do when memory is full: a queue must refuse, a cache must forget. */
  readonly maxmemoryPolicy: 'noeviction' | 'allkeys-lru';
  readonly snapshotDays: number;
  readonly clients: ec2.ISecurityGroup;
  /** Prefix of the secrets' names. */
  readonly secretPath: string;
}

/** One Redis-protocol (Valkey) replication group: TLS, AUTH, automatic failover across zones. Node-based, as serverless cannot be `noeviction`. */
export class Redis extends Construct {
  /** `rediss://default:TOKEN@HOST:6379` */
  readonly url: ConnectionUrlSecret;
  /** CloudWatch has these metrics per node; a replication group's own id matches nothing. */
  readonly nodeIds: readonly string[];

  constructor(scope: Construct, id: string, props: RedisProps) {
    super(scope, id);
    const { vpc } = props;
    const securityGroup = new ec2.SecurityGroup(this, 'SecurityGroup', { vpc, description: props.description, allowAllOutbound: false });
    securityGroup.addIngressRule(props.clients, ec2.Port.tcp(REDIS_PORT), 'API and worker tasks');

    const token = new GeneratedSecret(this, 'Token', {
      secretName: `${props.secretPath}/token`,
      description: `AUTH token: ${props.description}`,
      length: AUTH_TOKEN_LENGTH,
    });
    const subnets = new elasticache.CfnSubnetGroup(this, 'Subnets', {
      description: props.description,
      subnetIds: vpc.selectSubnets({ subnetType: ec2.SubnetType.PRIVATE_ISOLATED }).subnetIds,
    });
    const parameters = new elasticache.CfnParameterGroup(this, 'Parameters', {
      cacheParameterGroupFamily: 'valkey8',
      description: props.description,
      properties: { 'maxmemory-policy': props.maxmemoryPolicy },
    });
    const group = new elasticache.CfnReplicationGroup(this, 'Group', {
      replicationGroupDescription: props.description,
      engine: 'valkey',
      engineVersion: '8.0',
      cacheNodeType: props.nodeType,
      cacheParameterGroupName: parameters.ref,
      cacheSubnetGroupName: subnets.ref,
      securityGroupIds: [securityGroup.securityGroupId],
      numCacheClusters: props.nodes,
      automaticFailoverEnabled: true,
      multiAzEnabled: true,
      atRestEncryptionEnabled: true,
      kmsKeyId: props.key.keyArn,
      transitEncryptionEnabled: true,
      transitEncryptionMode: 'required',
      authToken: SecretValue.secretsManager(token.secretArn).unsafeUnwrap(),
      port: REDIS_PORT,
      snapshotRetentionLimit: props.snapshotDays,
      autoMinorVersionUpgrade: true,
    });
    group.applyRemovalPolicy(RemovalPolicy.SNAPSHOT);

    this.url = new ConnectionUrlSecret(this, 'Url', {
      secretName: `${props.secretPath}/url`,
      description: `Connection URL: ${props.description}`,
      password: token,
      url: (password) => ['rediss://default:', password, '@', group.attrPrimaryEndPointAddress, `:${REDIS_PORT}`],
    });
    this.nodeIds = Array.from({ length: props.nodes }, (_, index) => `${group.ref}-${String(index + 1).padStart(3, '0')}`);
  }
}
