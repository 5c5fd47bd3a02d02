import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';

/** A bucket nobody can read anonymously or over plain HTTP, encrypted, and that outlives its stack. */
export class PrivateBucket extends s3.Bucket {
  constructor(scope: Construct, id: string, props: s3.BucketProps = {}) {
    super(scope, id, {
      encryption: s3.BucketEncryption.S3_MANAGED,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      removalPolicy: RemovalPolicy.RETAIN,
      ...props,
    });
  }
}

/**
 * Receives access logs of one stack. One per stack: the delivery policy names the source bucket, so a shared log bucket
 * would make its stack depend on every stack that logs into it.
 */
export class LogBucket extends PrivateBucket {
  constructor(scope: Construct, id: string, props: s3.BucketProps = {}) {
    super(scope, id, { lifecycleRules: [{ expiration: Duration.days(90) }], ...props });
    acknowledge(this, { 'AwsSolutions-S1': 'A log bucket that logged its own reads would never stop.' });
  }
}
