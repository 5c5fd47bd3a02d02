import { ARCHITECTURE_CHECK } from './evidence.ts';
import { everyOne, type Judge } from './judgement.ts';
import { isNode, isTrue, listOf, nodes, nodesInAnyCase, type Resource, type Templates } from './templates.ts';

/** DEP-09: what the internet can reach. */
const PUBLIC_BLOCKS = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'];
/** A range wider than this is no one's office: 10.0.0.0/8 is the widest private one. */
const WIDEST_V4_PREFIX = 8;
const WIDEST_V6_PREFIX = 16;
/** How an ingress rule names whom it lets in. */
const SOURCES = ['CidrIp', 'CidrIpv6', 'SourceSecurityGroupId', 'SourceSecurityGroupName', 'SourcePrefixListId'];
/** Resources that answer the internet by themselves, past the edge. */
const OTHER_DOORS = [
  'AWS::Lambda::Url',
  'AWS::ApiGateway::RestApi',
  'AWS::ApiGatewayV2::Api',
  'AWS::AppRunner::Service',
  'AWS::EC2::Instance',
];

export const noOpenIngress: Judge = (templates) => {
  const groups = templates.ofType('AWS::EC2::SecurityGroup');
  const rules = [
    ...groups.flatMap((group) => nodesInAnyCase(group.properties.SecurityGroupIngress).map((rule) => ({ group, rule }))),
    ...templates.ofType('AWS::EC2::SecurityGroupIngress').map((group) => ({ group, rule: group.properties })),
    ...templates
      .ofType('AWS::EC2::PrefixList')
      .flatMap((group) =>
        nodesInAnyCase(group.properties.Entries).map(({ Cidr }) => ({ group, rule: { CidrIp: Cidr } as Record<string, unknown> })),
      ),
  ];
  return {
    broken:
      groups.length === 0
        ? ['no template holds a security group']
        : rules.flatMap(({ group, rule }) => openRange(templates, rule, group).map((range) => `${group.name} lets in ${range}`)),
    passed: `${rules.length} rules of ${groups.length} security groups, none from the whole internet`,
  };
};

export const internalLoadBalancer: Judge = (templates) => {
  const balancers = templates.ofType('AWS::ElasticLoadBalancingV2::LoadBalancer', 'AWS::ElasticLoadBalancing::LoadBalancer');
  const judgement = everyOne(
    balancers,
    'a load balancer',
    ({ properties }) => properties.Scheme !== 'internal' && 'faces the internet',
    'load balancers are internal',
  );
  return {
    ...judgement,
    broken: [...judgement.broken, ...templates.ofType(...OTHER_DOORS).map(({ name }) => `${name} is another way in`)],
  };
};

export const privateTasks: Judge = (templates) =>
  everyOne(
    templates.ofType('AWS::ECS::Service'),
    'an ECS service',
    ({ properties: { NetworkConfiguration: network } }) => {
      const settings = isNode(network) ? network.AwsvpcConfiguration : undefined;
      return !(isNode(settings) && settings.AssignPublicIp === 'DISABLED') && 'does not keep its tasks from having public addresses';
    },
    'services give their tasks no public address',
  );

export const privateBuckets: Judge = (templates) =>
  everyOne(
    templates.ofType('AWS::S3::Bucket'),
    'a bucket',
    (bucket) => {
      const blocks = bucket.properties.PublicAccessBlockConfiguration;
      const open = PUBLIC_BLOCKS.filter((block) => !isNode(blocks) || !isTrue(blocks[block]));
      if (open.length > 0) return `lacks ${open.join(', ')}`;
      if (String(bucket.properties.AccessControl ?? '').startsWith('Public')) return `has the ACL ${bucket.properties.AccessControl}`;
      return allowsEverybody(templates, bucket) && 'has a policy that allows everybody';
    },
    'buckets are private',
  );

export const leastPrivilege: Judge = (_templates, _threshold, { checks, acknowledged, declaredStacks }) => {
  const architecture = checks.filter(({ name }) => name === ARCHITECTURE_CHECK);
  const findings = architecture.flatMap((check) => check.findings);
  const samples = architecture.reduce((sum, { templates }) => sum + templates, 0);
  const unexplained = acknowledged.filter(({ reason }) => reason.trim() === '');
  return {
    broken: [
      ...findings.map(({ rule, at, description }) => `${rule} at ${at[0] ?? 'the app'}: ${description}`),
      ...unexplained.map(({ rule, at }) => `${rule} is accepted at ${at} without a reason`),
    ],
    passed: `nothing found in ${declaredStacks} stacks but what ${acknowledged.length} acknowledgements explain`,
    measured: { value: findings.length, unit: 'findings', samples, expected: declaredStacks },
  };
};

/** Ranges that are open or whose width the template does not say; the VPC's own is neither. A rule must name someone whom we can read. */
function openRange(templates: Templates, rule: Record<string, unknown>, from: Resource): string[] {
  if (!SOURCES.some((source) => rule[source] !== undefined)) return ['somebody the template does not say'];
  return [
    [rule.CidrIp, WIDEST_V4_PREFIX],
    [rule.CidrIpv6, WIDEST_V6_PREFIX],
  ].flatMap(([range, widest]) => {
    if (range === undefined) return [];
    if (typeof range === 'string') return Number(/\/(\d+)$/.exec(range)?.[1] ?? 0) < Number(widest) ? [range] : [];
    return templates.target(range, from.stack)?.type === 'AWS::EC2::VPC' ? [] : ['an address range the template does not say'];
  });
}

function allowsEverybody(templates: Templates, bucket: Resource): boolean {
  return templates
    .ofType('AWS::S3::BucketPolicy')
    .filter(({ properties, stack }) => templates.target(properties.Bucket, stack) === bucket)
    .flatMap(({ properties }) => (isNode(properties.PolicyDocument) ? nodes(listOf(properties.PolicyDocument.Statement)) : []))
    .some(({ Effect, Principal }) => Effect === 'Allow' && isEverybody(Principal));
}

function isEverybody(principal: unknown): boolean {
  return principal === '*' || (isNode(principal) && listOf(principal.AWS).includes('*'));
}
