import { Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { acknowledge, anyObjectOf } from '../constructs/acknowledge.ts';
import { GeneratedSecret } from '../constructs/composed-secret.ts';
import { Database } from '../constructs/database.ts';
import { LogBucket, PrivateBucket } from '../constructs/private-bucket.ts';
import { Redis } from '../constructs/redis.ts';
import type { Environment } from '../environments.ts';

/** Everything that holds state. Deployed rarely, protected against deletion, never replaced by a release of the app. */
export class DataStack extends Stack {
  readonly key: kms.Key;
  /** Who carries this group may open connections to PostgreSQL and both Redis groups. */
  readonly clients: ec2.SecurityGroup;
  readonly database: Database;
  readonly queue: Redis;
  readonly cache: Redis;
  readonly files: s3.Bucket;
  /** What a task may do with documents. */
  readonly filesAccess: iam.ManagedPolicy;
  readonly repository: ecr.Repository;
  readonly jwtSecret: GeneratedSecret;

  constructor(scope: Construct, id: string, props: StackProps & { readonly environment: Environment; readonly vpc: ec2.IVpc }) {
    super(scope, id, { ...props, terminationProtection: true });
    const { environment, vpc } = props;
    const secretPath = `transkeep/${environment.name}`;
    this.key = new kms.Key(this, 'Key', { alias: `transkeep/${environment.name}`, enableKeyRotation: true });

    // Ingress is granted to one group of clients, so that compute adds services without touching this stack.
    this.clients = new ec2.SecurityGroup(this, 'Clients', { vpc, description: 'May connect to PostgreSQL and Redis' });

    this.database = new Database(this, 'Database', { environment, vpc, key: this.key, clients: this.clients, secretPath });

    const { queueNodeType, cacheNodeType, nodes } = environment.redis;
    const redis = { vpc, key: this.key, clients: this.clients, nodes };
    this.queue = new Redis(this, 'Queue', {
      ...redis,
      nodeType: queueNodeType,
      description: 'Queue: BullMQ keeps jobs here, nothing may be evicted',
      maxmemoryPolicy: 'noeviction',
      snapshotDays: 7,
      secretPath: `${secretPath}/queue`,
    });
    this.cache = new Redis(this, 'Cache', {
      ...redis,
      nodeType: cacheNodeType,
      description: 'Cache: whatever is here can be computed again',
      maxmemoryPolicy: 'allkeys-lru',
      snapshotDays: 0, // a cache in a backup would outlive the 24 h that documents may
      secretPath: `${secretPath}/cache`,
    });

    this.files = new PrivateBucket(this, 'Files', {
      encryption: s3.BucketEncryption.KMS,
      encryptionKey: this.key,
      bucketKeyEnabled: true,
      serverAccessLogsBucket: new LogBucket(this, 'AccessLogs'),
      serverAccessLogsPrefix: 'files/',
      // S3 rounds expiry up to the next midnight UTC, so this is the second wall: the app deletes at 24 h sharp.
      lifecycleRules: [{ id: 'DeleteAfter24Hours', expiration: Duration.days(1), abortIncompleteMultipartUploadAfter: Duration.days(1) }],
    });

    this.filesAccess = this.accessToFiles();

    this.jwtSecret = new GeneratedSecret(this, 'JwtSecret', {
      secretName: `${secretPath}/jwt`,
      description: 'Signs access tokens',
      length: 64,
    });

    this.repository = new ecr.Repository(this, 'Repository', {
      imageScanOnPush: true,
      imageTagMutability: ecr.TagMutability.IMMUTABLE,
      encryption: ecr.RepositoryEncryption.KMS,
      lifecycleRules: [{ maxImageCount: 50 }],
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  /** Here and not with the tasks, beside what it gives access to. Spelled out: grantReadWrite would allow far more. */
  private accessToFiles(): iam.ManagedPolicy {
    const access = new iam.ManagedPolicy(this, 'FilesAccess', {
      description: 'Read, write and delete documents',
      statements: [
        new iam.PolicyStatement({
          actions: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload'],
          resources: [this.files.arnForObjects('*')],
        }),
        // Without it S3 says 403 where it means 404.
        new iam.PolicyStatement({ actions: ['s3:ListBucket'], resources: [this.files.bucketArn] }),
        new iam.PolicyStatement({ actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [this.key.keyArn] }),
      ],
    });
    acknowledge(access, { [anyObjectOf(this.files)]: 'Any document, in the one bucket of documents.' });
    return access;
  }
}
