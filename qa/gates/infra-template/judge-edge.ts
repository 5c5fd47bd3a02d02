import { everyOne, type Judge } from './judgement.ts';
import { isNode, isTrue, listOf, nodes, type Resource, type Templates } from './templates.ts';

/** DEP-05 and DEP-13: the distribution, its bucket, its names. */
const NO_DISTRIBUTION = 'a CloudFront distribution';

export const oacOnly: Judge = (templates) => {
  const origins = distributions(templates).flatMap((distribution) =>
    nodes(config(distribution).Origins)
      .map((origin) => ({ origin, distribution, bucket: templates.target(origin.DomainName, distribution.stack) }))
      .filter(({ origin, bucket }) => isNode(origin.S3OriginConfig) || bucket?.type === 'AWS::S3::Bucket'),
  );
  const broken = origins.flatMap(({ origin, distribution, bucket }) => [
    ...originProblems(templates, origin, distribution).map((problem) => `origin ${origin.Id} ${problem}`),
    ...(bucket === undefined ? [`origin ${origin.Id} is a bucket of no template`] : bucketProblems(templates, bucket, distribution)),
  ]);
  return {
    broken: origins.length === 0 ? ['no distribution serves a bucket'] : broken,
    passed: `${origins.length} bucket answers the distribution’s origin access control and nobody else`,
  };
};

export const priceClass: Judge = (templates) =>
  everyOne(
    distributions(templates),
    NO_DISTRIBUTION,
    (distribution) => typeof config(distribution).PriceClass !== 'string' && 'names no price class',
    'distributions name a price class',
  );

export const http3: Judge = (templates) =>
  everyOne(
    distributions(templates),
    NO_DISTRIBUTION,
    (distribution) => {
      const { HttpVersion: version } = config(distribution);
      return !['http3', 'http2and3'].includes(String(version)) && `offers ${version ?? 'the default, HTTP/2'}`;
    },
    'distributions offer HTTP/3',
  );

export const compression: Judge = (templates) =>
  everyOne(
    distributions(templates),
    NO_DISTRIBUTION,
    (distribution) => {
      const plain = behaviors(distribution).filter(
        (behavior) => !isTrue(behavior.Compress) || refusesCompression(templates, behavior, distribution),
      );
      return plain.length > 0 && `does not compress ${plain.map(pathOf).join(', ')}`;
    },
    'distributions compress every path',
  );

export const httpsEnforced: Judge = (templates) =>
  everyOne(
    distributions(templates),
    NO_DISTRIBUTION,
    (distribution) => {
      const open = behaviors(distribution).filter(
        ({ ViewerProtocolPolicy: policy }) => policy !== 'redirect-to-https' && policy !== 'https-only',
      );
      return open.length > 0 && `answers ${open.map(pathOf).join(', ')} in plain HTTP`;
    },
    'distributions refuse or redirect plain HTTP on every path',
  );

export const records: Judge = (templates) =>
  everyOne(
    distributions(templates),
    NO_DISTRIBUTION,
    (distribution) => {
      const missing = aliases(distribution).flatMap((alias) =>
        ['A', 'AAAA'].filter((type) => !pointsAt(templates, distribution, alias, type)).map((type) => `${type} ${alias}`),
      );
      if (aliases(distribution).length === 0) return 'has no name of its own';
      return missing.length > 0 && `is not what Route 53 says for ${missing.join(', ')}`;
    },
    'distributions have A and AAAA records for every name',
  );

export const certificate: Judge = (templates) =>
  everyOne(
    distributions(templates),
    NO_DISTRIBUTION,
    (distribution) => {
      const { ViewerCertificate: viewer } = config(distribution);
      const used = isNode(viewer) ? templates.target(viewer.AcmCertificateArn, distribution.stack) : undefined;
      if (used?.type !== 'AWS::CertificateManager::Certificate') return 'uses no ACM certificate of these templates';
      if (used.stack.region !== 'us-east-1') return `uses a certificate of ${used.stack.region}, where CloudFront does not look`;
      if (used.properties.ValidationMethod !== 'DNS') return 'uses a certificate that nobody renews: it is not validated by DNS';
      const names = [used.properties.DomainName, ...listOf(used.properties.SubjectAlternativeNames)].map(String);
      const uncovered = aliases(distribution).filter((alias) => !names.some((name) => covers(name, alias)));
      if (aliases(distribution).length === 0) return 'has no name of its own';
      return uncovered.length > 0 && `answers to ${uncovered.join(', ')}, which its certificate does not name`;
    },
    'distributions use an ACM certificate of us-east-1 that names them',
  );

function distributions(templates: Templates): Resource[] {
  return templates.ofType('AWS::CloudFront::Distribution');
}

function config({ properties }: Resource): Record<string, unknown> {
  return isNode(properties.DistributionConfig) ? properties.DistributionConfig : {};
}

function behaviors(distribution: Resource): Record<string, unknown>[] {
  const { DefaultCacheBehavior, CacheBehaviors } = config(distribution);
  return [isNode(DefaultCacheBehavior) ? DefaultCacheBehavior : {}, ...nodes(CacheBehaviors)];
}

function pathOf({ PathPattern }: Record<string, unknown>): string {
  return typeof PathPattern === 'string' ? PathPattern : 'every other path';
}

function aliases(distribution: Resource): string[] {
  return listOf(config(distribution).Aliases).filter((alias): alias is string => typeof alias === 'string');
}

/** A cache policy of these templates that asks the origin for plain answers only leaves nothing to compress by. */
function refusesCompression(templates: Templates, behavior: Record<string, unknown>, distribution: Resource): boolean {
  const policy = templates.target(behavior.CachePolicyId, distribution.stack)?.properties.CachePolicyConfig;
  if (!isNode(policy)) return false;
  const parameters = policy.ParametersInCacheKeyAndForwardedToOrigin;
  return !isNode(parameters) || !isTrue(parameters.EnableAcceptEncodingGzip) || !isTrue(parameters.EnableAcceptEncodingBrotli);
}

function originProblems(templates: Templates, origin: Record<string, unknown>, distribution: Resource): string[] {
  const identity = isNode(origin.S3OriginConfig) ? origin.S3OriginConfig.OriginAccessIdentity : undefined;
  const control = templates.target(origin.OriginAccessControlId, distribution.stack)?.properties.OriginAccessControlConfig;
  return [
    ...(isNode(control) && control.SigningBehavior === 'always' ? [] : ['has no origin access control that always signs']),
    ...(identity === undefined || identity === '' ? [] : ['uses an origin access identity']),
  ];
}

/** Who else may read: every statement that allows something must be CloudFront's own, for this distribution. */
function bucketProblems(templates: Templates, bucket: Resource, distribution: Resource): string[] {
  const statements = templates
    .ofType('AWS::S3::BucketPolicy')
    .filter(({ properties, stack }) => templates.target(properties.Bucket, stack) === bucket)
    .flatMap(({ properties }) => (isNode(properties.PolicyDocument) ? nodes(listOf(properties.PolicyDocument.Statement)) : []));
  const others = statements.filter((statement) => statement.Effect === 'Allow' && !isForDistribution(statement, distribution));
  return [
    ...(others.length > 0 ? [`${bucket.name} allows ${others.map(({ Principal }) => JSON.stringify(Principal)).join(', ')} too`] : []),
    ...(statements.some((statement) => statement.Effect === 'Allow' && isForDistribution(statement, distribution))
      ? []
      : [`${bucket.name} does not allow the distribution`]),
    ...(bucket.properties.WebsiteConfiguration === undefined ? [] : [`${bucket.name} is a website by itself`]),
  ];
}

function isForDistribution({ Principal, Condition }: Record<string, unknown>, distribution: Resource): boolean {
  const services = isNode(Principal) ? listOf(Principal.Service) : [];
  const onlyCloudFront =
    isNode(Principal) && Object.keys(Principal).length === 1 && services.length === 1 && services[0] === 'cloudfront.amazonaws.com';
  const condition = JSON.stringify(Condition ?? {});
  return onlyCloudFront && /aws:SourceArn/i.test(condition) && condition.includes(`"${distribution.id}"`);
}

function pointsAt(templates: Templates, distribution: Resource, alias: string, type: string): boolean {
  return templates.ofType('AWS::Route53::RecordSet').some(({ properties, stack }) => {
    const { AliasTarget: target, Name: name } = properties;
    const matches = properties.Type === type && typeof name === 'string' && name.replace(/\.$/, '') === alias;
    return matches && isNode(target) && templates.target(target.DNSName, stack) === distribution;
  });
}

function covers(name: string, alias: string): boolean {
  if (!name.startsWith('*.')) return name === alias;
  return alias.endsWith(name.slice(1)) && !alias.slice(0, -name.length + 1).includes('.');
}
