import { fileURLToPath } from 'node:url';
import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as origins from 'aws-cdk-lib/aws-cloudfront-origins';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as targets from 'aws-cdk-lib/aws-route53-targets';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { acknowledge, anyObjectOf } from '../constructs/acknowledge.ts';
import { LogBucket, PrivateBucket } from '../constructs/private-bucket.ts';
import { securityHeaders } from '../constructs/security-headers.ts';
import type { Environment } from '../environments.ts';
import type { ComputeStack } from './compute-stack.ts';
import type { GlobalStack } from './global-stack.ts';

interface EdgeStackProps extends StackProps {
  readonly environment: Environment;
  readonly compute: ComputeStack;
  readonly global: GlobalStack;
}

const PRICE_CLASSES = {
  'europe-and-north-america': cloudfront.PriceClass.PRICE_CLASS_100,
  world: cloudfront.PriceClass.PRICE_CLASS_ALL,
} satisfies Record<Environment['edgeLocations'], cloudfront.PriceClass>;

/** The only thing the internet can reach: CloudFront before the web app's bucket and the API's load balancer, and its DNS names. */
export class EdgeStack extends Stack {
  readonly web: s3.Bucket;
  readonly distribution: cloudfront.Distribution;
  /** What publishing a build of the web app takes. */
  readonly publishing: iam.ManagedPolicy;

  constructor(scope: Construct, id: string, props: EdgeStackProps) {
    super(scope, id, props);
    const { environment, compute, global } = props;
    const accessLogs = new LogBucket(this, 'AccessLogs', { objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_PREFERRED });
    this.web = new PrivateBucket(this, 'Web', {
      versioned: true,
      serverAccessLogsBucket: accessLogs,
      serverAccessLogsPrefix: 'web/',
      lifecycleRules: [{ noncurrentVersionExpiration: Duration.days(30) }],
    });
    const secured = {
      viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      responseHeadersPolicy: securityHeaders(this),
      compress: true,
    };
    const web = {
      ...secured,
      // LIST lets S3 answer a missing asset with 404 instead of 403; the rewrite keeps the listing itself out of reach.
      origin: origins.S3BucketOrigin.withOriginAccessControl(this.web, {
        originAccessLevels: [cloudfront.AccessLevel.READ, cloudfront.AccessLevel.LIST],
      }),
      functionAssociations: [{ eventType: cloudfront.FunctionEventType.VIEWER_REQUEST, function: this.spaRewrite() }],
    };
    const api = {
      ...secured,
      origin: origins.VpcOrigin.withApplicationLoadBalancer(compute.loadBalancer, {
        domainName: compute.originDomainName,
        protocolPolicy: cloudfront.OriginProtocolPolicy.HTTPS_ONLY,
        originSslProtocols: [cloudfront.OriginSslPolicy.TLS_V1_2],
        readTimeout: Duration.seconds(60), // between two bytes: an event stream must send something more often
      }),
      allowedMethods: cloudfront.AllowedMethods.ALLOW_ALL,
      cachePolicy: cloudfront.CachePolicy.CACHING_DISABLED,
      originRequestPolicy: cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
    };
    this.distribution = new cloudfront.Distribution(this, 'Distribution', {
      domainNames: [environment.domainName],
      certificate: global.certificate,
      webAclId: global.webAcl.acl.attrArn,
      minimumProtocolVersion: cloudfront.SecurityPolicyProtocol.TLS_V1_3_2025,
      httpVersion: cloudfront.HttpVersion.HTTP2_AND_3,
      defaultRootObject: 'index.html',
      priceClass: PRICE_CLASSES[environment.edgeLocations],
      logBucket: accessLogs,
      logFilePrefix: 'distribution/',
      publishAdditionalMetrics: true,
      defaultBehavior: { ...web, cachePolicy: this.entryPageCaching() },
      additionalBehaviors: {
        '/assets/*': { ...web, cachePolicy: cloudfront.CachePolicy.CACHING_OPTIMIZED },
        '/api/*': api,
        '/health/*': api,
      },
    });
    acknowledge(this.distribution, {
      'AwsSolutions-CFR1': 'Users may be anywhere; the price class chooses where it is fast.',
      'Annotation::@aws-cdk/aws-cloudfront-origins:listBucketSecurityRisk':
        'Every path is rewritten to an object, and the default root object is set.',
    });
    this.dnsRecords(environment);
    this.publishing = this.publishingPolicy();
    new CfnOutput(this, 'WebBucketName', { value: this.web.bucketName });
    new CfnOutput(this, 'DistributionId', { value: this.distribution.distributionId });
  }

  private spaRewrite(): cloudfront.Function {
    return new cloudfront.Function(this, 'SpaRewrite', {
      comment: 'Routes of the web app are answered by its entry page',
      code: cloudfront.FunctionCode.fromFile({ filePath: fileURLToPath(new URL('../constructs/spa-rewrite.js', import.meta.url)) }),
      runtime: cloudfront.FunctionRuntime.JS_2_0,
    });
  }

  /** A minute at most, so that even a forgotten invalidation heals itself; the names of assets change with their content. */
  private entryPageCaching(): cloudfront.CachePolicy {
    return new cloudfront.CachePolicy(this, 'EntryPageCaching', {
      comment: 'Entry page: short',
      minTtl: Duration.seconds(0),
      defaultTtl: Duration.seconds(0),
      maxTtl: Duration.minutes(1),
      enableAcceptEncodingGzip: true,
      enableAcceptEncodingBrotli: true,
    });
  }

  private dnsRecords({ hostedZoneId, domainName }: Environment): void {
    const zone = route53.HostedZone.fromHostedZoneAttributes(this, 'Zone', { hostedZoneId, zoneName: domainName });
    const target = route53.RecordTarget.fromAlias(new targets.CloudFrontTarget(this.distribution));
    new route53.ARecord(this, 'Ipv4', { zone, target });
    new route53.AaaaRecord(this, 'Ipv6', { zone, target });
  }

  /** No deletion: pages already open still load the assets they were built with. */
  private publishingPolicy(): iam.ManagedPolicy {
    const policy = new iam.ManagedPolicy(this, 'Publishing', {
      description: 'Upload the web app and invalidate its entry page',
      statements: [
        new iam.PolicyStatement({ actions: ['s3:ListBucket'], resources: [this.web.bucketArn] }),
        new iam.PolicyStatement({ actions: ['s3:PutObject'], resources: [this.web.arnForObjects('*')] }),
        new iam.PolicyStatement({
          actions: ['cloudfront:CreateInvalidation', 'cloudfront:GetInvalidation'],
          resources: [this.distribution.distributionArn],
        }),
      ],
    });
    acknowledge(policy, { [anyObjectOf(this.web)]: 'Any file of the web app, in its own bucket.' });
    return policy;
  }
}
