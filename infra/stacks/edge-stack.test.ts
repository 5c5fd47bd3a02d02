import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { synthesised } from '../testing/synthesised.ts';

const { edge, global } = synthesised('production');
const { DistributionConfig } = Object.values(edge.findResources('AWS::CloudFront::Distribution'))[0]?.Properties ?? {};

test('browsers speak TLS 1.3, HTTP/3 where they can, and are sent from HTTP to HTTPS everywhere', () => {
  expect(DistributionConfig).toMatchObject({
    HttpVersion: 'http2and3',
    PriceClass: 'PriceClass_100',
    ViewerCertificate: { MinimumProtocolVersion: 'TLSv1.3_2025' },
  });
  const behaviors = [DistributionConfig.DefaultCacheBehavior, ...DistributionConfig.CacheBehaviors];
  expect(behaviors.map(({ PathPattern }) => PathPattern)).toEqual([undefined, '/assets/*', '/api/*', '/health/*']);
  for (const behavior of behaviors) expect(behavior).toMatchObject({ ViewerProtocolPolicy: 'redirect-to-https', Compress: true });
});

test('errors are passed on as they are: none becomes the entry page', () => {
  expect(DistributionConfig).not.toHaveProperty('CustomErrorResponses');
});

test('the API is reached through a VPC origin, never from a cache', () => {
  const api = DistributionConfig.CacheBehaviors.find(({ PathPattern }: { PathPattern: string }) => PathPattern === '/api/*');
  const origin = DistributionConfig.Origins.find(({ Id }: { Id: string }) => Id === api.TargetOriginId);
  expect(origin).toMatchObject({ DomainName: 'origin.transkeep.example', VpcOriginConfig: { OriginReadTimeout: 60 } });
  expect(api.CachePolicyId).toBe('4135ea2d-6df8-44a3-9df3-4b5a84be39ad'); // AWS's CachingDisabled
  edge.hasResourceProperties('AWS::CloudFront::VpcOrigin', {
    VpcOriginEndpointConfig: Match.objectLike({ OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] }),
  });
});

test('the web bucket opens to this distribution alone', () => {
  edge.resourceCountIs('AWS::CloudFront::OriginAccessControl', 1);
  for (const { S3OriginConfig, OriginAccessControlId } of DistributionConfig.Origins.filter(
    (origin: object) => 'S3OriginConfig' in origin,
  )) {
    expect(S3OriginConfig).toEqual({ OriginAccessIdentity: '' });
    expect(OriginAccessControlId).toBeDefined();
  }
});

test('HSTS lasts two years, for every answer', () => {
  edge.hasResourceProperties('AWS::CloudFront::ResponseHeadersPolicy', {
    ResponseHeadersPolicyConfig: Match.objectLike({
      SecurityHeadersConfig: Match.objectLike({
        StrictTransportSecurity: { AccessControlMaxAgeSec: 63_072_000, IncludeSubdomains: true, Preload: true, Override: true },
      }),
    }),
  });
});

describe('the rewrite of routes', () => {
  const source = readFileSync(new URL('../constructs/spa-rewrite.js', import.meta.url), 'utf8');
  const rewritten = (uri: string): string => runInNewContext(`${source}; handler({ request: { uri } }).uri`, { uri });

  test.each(['/', '/documents', '/documents/0198c1f2-7b3e-7000-8000-000000000000', '/v1.2/documents'])('%s is the entry page', (uri) => {
    expect(rewritten(uri)).toBe('/index.html');
  });
  test.each(['/index.html', '/assets/index-Bx3.js', '/favicon.svg', '/.well-known/security.txt'])('%s stays', (uri) => {
    expect(rewritten(uri)).toBe(uri);
  });
});

describe('web ACL', () => {
  const { Rules, Scope } = Object.values(global.findResources('AWS::WAFv2::WebACL'))[0]?.Properties ?? {};

  test('limits each address and applies the managed rules', () => {
    expect(Scope).toBe('CLOUDFRONT');
    expect(Rules[0]).toMatchObject({
      Name: 'RateLimit',
      Statement: { RateBasedStatement: { AggregateKeyType: 'IP', EvaluationWindowSec: 60 } },
    });
    expect(Rules.slice(1).map(({ Name }: { Name: string }) => Name)).toEqual([
      'AWSManagedRulesAmazonIpReputationList',
      'AWSManagedRulesCommonRuleSet',
      'AWSManagedRulesKnownBadInputsRuleSet',
      'AWSManagedRulesSQLiRuleSet',
    ]);
  });

  test('lets PDFs through the rules that read bodies', () => {
    for (const { Statement } of Rules.slice(2)) {
      expect(JSON.stringify(Statement.ManagedRuleGroupStatement.ScopeDownStatement)).toMatch(/NotStatement.*POST.*\/api\/v1\/documents/);
    }
  });

  test('keeps tokens out of its log', () => {
    global.hasResourceProperties('AWS::WAFv2::LoggingConfiguration', {
      RedactedFields: [{ SingleHeader: { Name: 'authorization' } }, { SingleHeader: { Name: 'cookie' } }],
    });
  });
});

test('the certificate stands in us-east-1 and the edge reads it there, without a Lambda in between', () => {
  global.hasResourceProperties('AWS::CertificateManager::Certificate', { DomainName: 'transkeep.example', ValidationMethod: 'DNS' });
  expect(DistributionConfig.ViewerCertificate.AcmCertificateArn).toMatchObject({ 'Fn::GetStackOutput': { Region: 'us-east-1' } });
  for (const Type of ['A', 'AAAA']) edge.hasResourceProperties('AWS::Route53::RecordSet', { Type, Name: 'transkeep.example.' });
});
