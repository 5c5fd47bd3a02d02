import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { synthesised } from '../testing/synthesised.ts';

const { data, network } = synthesised('production');

test('the database is encrypted, in two zones, backed up, watched, and out of reach', () => {
  data.hasResource('AWS::RDS::DBInstance', {
    DeletionPolicy: 'Snapshot',
    Properties: {
      StorageEncrypted: true,
      MultiAZ: true,
      BackupRetentionPeriod: 14,
      DeletionProtection: true,
      PubliclyAccessible: false,
      ManageMasterUserPassword: true,
      MasterUserPassword: Match.absent(),
      EnablePerformanceInsights: true,
      DatabaseInsightsMode: 'standard',
      MonitoringInterval: 60,
    },
  });
});

test('the database takes TLS only, and its log no parameters', () => {
  data.hasResourceProperties('AWS::RDS::DBParameterGroup', {
    Parameters: Match.objectLike({ 'rds.force_ssl': '1', log_parameter_max_length: '0', log_parameter_max_length_on_error: '0' }),
  });
});

describe('Redis', () => {
  test('two groups: the queue never evicts, the cache forgets the oldest', () => {
    data.resourceCountIs('AWS::ElastiCache::ReplicationGroup', 2);
    for (const policy of ['noeviction', 'allkeys-lru']) {
      data.hasResourceProperties('AWS::ElastiCache::ParameterGroup', { Properties: { 'maxmemory-policy': policy } });
    }
  });

  test('both by TLS with a token, over two zones with failover', () => {
    data.allResourcesProperties('AWS::ElastiCache::ReplicationGroup', {
      TransitEncryptionEnabled: true,
      TransitEncryptionMode: 'required',
      AtRestEncryptionEnabled: true,
      AutomaticFailoverEnabled: true,
      MultiAZEnabled: true,
      NumCacheClusters: 2,
    });
    for (const group of Object.values(data.findResources('AWS::ElastiCache::ReplicationGroup'))) {
      expect(JSON.stringify(group.Properties.AuthToken)).toContain('{{resolve:secretsmanager:');
    }
  });

  test('nothing of the cache is kept in snapshots', () => {
    data.hasResourceProperties('AWS::ElastiCache::ReplicationGroup', { SnapshotRetentionLimit: 0 });
  });
});

test('documents expire after a day, in a private, encrypted bucket', () => {
  data.hasResourceProperties('AWS::S3::Bucket', {
    LifecycleConfiguration: {
      Rules: [Match.objectLike({ ExpirationInDays: 1, Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } })],
    },
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [
        Match.objectLike({ ServerSideEncryptionByDefault: Match.objectLike({ SSEAlgorithm: 'aws:kms' }) }),
      ],
    },
    PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
  });
});

test('connection URLs hold a reference where the password goes', () => {
  const urls = Object.values(data.findResources('AWS::SecretsManager::Secret')).filter(
    ({ Properties }) => Properties.SecretString !== undefined,
  );
  expect(urls).toHaveLength(3);
  for (const { Properties } of urls) expect(JSON.stringify(Properties.SecretString)).toMatch(/\{\{resolve:secretsmanager:.*@/);
});

test('images are scanned when pushed and never change under their tag', () => {
  data.hasResourceProperties('AWS::ECR::Repository', { ImageScanningConfiguration: { ScanOnPush: true }, ImageTagMutability: 'IMMUTABLE' });
});

test('data sits in subnets without a way out', () => {
  const routes = Object.values(network.findResources('AWS::EC2::Route')).map(({ Properties }) => JSON.stringify(Properties.RouteTableId));
  expect(routes.filter((table) => table.includes('DataSubnet'))).toEqual([]);
  network.resourceCountIs('AWS::EC2::NatGateway', 2);
});
