import type { ClauseId, Thresholds } from '@transkeep/reports/contract/index.ts';
import { Value } from 'typebox/value';
import { describe, expect, test } from 'vitest';
import { dep } from '../../criteria/dep.ts';
import { CLAUSES, evaluate } from './evaluate.ts';
import { EvidenceSchema, type InfraEvidence } from './evidence.ts';
import { healthy } from './fixtures/healthy.ts';

const clauses = dep.flatMap((criterion) => criterion.clauses);
const thresholds: Thresholds = (id) => {
  const clause = clauses.find((candidate) => candidate.id === id);
  if (clause === undefined) throw new Error(`no clause ${id}`);
  return clause.threshold;
};
const judge = (evidence: InfraEvidence) => evaluate(evidence, thresholds);
const verdicts = (evidence: InfraEvidence) => new Set(judge(evidence).map(({ verdict }) => verdict));

/** The properties of one resource of the evidence, to be changed in place. */
// biome-ignore lint/suspicious/noExplicitAny: templates have no type, and tests reach deep into them
function properties(evidence: InfraEvidence, id: string): any {
  const found = evidence.stacks.flatMap(({ resources }) => resources).find((resource) => resource.id === id);
  if (found === undefined) throw new Error(`no resource ${id}`);
  return found.properties;
}

/** Adds a resource, declared as it should be. */
function add(evidence: InfraEvidence, id: string, type: string, resource: Record<string, unknown>): void {
  const [stack] = evidence.stacks;
  stack?.resources.push({ id, type, properties: resource });
  if (stack !== undefined) stack.declaredResources += 1;
}

function finding(evidence: InfraEvidence, check: string, rule: string): void {
  const findings = evidence.checks.find(({ name }) => name === check)?.findings;
  findings?.push({ rule, severity: 'error', description: 'It is wrong.', at: ['main/Thing'] });
}

test('judges exactly the clauses that the catalogue gives it', () => {
  const catalogued = clauses.filter(({ gate }) => gate.candidate === 'infra-template').map(({ id }) => id);
  expect([...CLAUSES].sort()).toEqual([...catalogued].sort());
});

test('passes complete templates that keep every promise', () => {
  const evidence = healthy();
  expect(Value.Check(EvidenceSchema, evidence)).toBe(true);
  expect(judge(evidence).filter(({ verdict }) => verdict !== 'PASS')).toEqual([]);
});

type Change = (evidence: InfraEvidence) => void;
const container = (evidence: InfraEvidence) => properties(evidence, 'Task').ContainerDefinitions[0];
const distribution = (evidence: InfraEvidence) => properties(evidence, 'Distribution').DistributionConfig;
const setVariable =
  (Name: string, Value: unknown): Change =>
  (evidence) =>
    container(evidence).Environment.push({ Name, Value });

const faults: [clause: ClauseId, what: string, change: Change, reason: RegExp][] = [
  [
    'DEP-02.accepted',
    'a template that CloudFormation would refuse',
    (e) => finding(e, 'CloudFormation Validate', 'E3012'),
    /main\/Thing: E3012/,
  ],
  [
    'DEP-02.fargate',
    'the API on EC2',
    (e) => Object.assign(properties(e, 'Api'), { CapacityProviderStrategy: [], LaunchType: 'EC2' }),
    /not on Fargate/,
  ],
  [
    'DEP-02.fargate',
    'a foreign capacity provider',
    (e) => Object.assign(properties(e, 'Api'), { CapacityProviderStrategy: [{ CapacityProvider: 'machines' }] }),
    /machines/,
  ],
  ['DEP-02.min-tasks', 'one task', (e) => Object.assign(properties(e, 'ApiCount'), { MinCapacity: 1 }), /down to 1 tasks, at least 2/],
  ['DEP-02.min-tasks', 'no scaling', (e) => Object.assign(properties(e, 'ApiCount'), { ResourceId: 'service/other' }), /does not scale/],
  ['DEP-02.max-tasks', 'four tasks', (e) => Object.assign(properties(e, 'ApiCount'), { MaxCapacity: 4 }), /up to 4 tasks, 5 are agreed/],
  [
    'DEP-02.circuit-breaker',
    'no roll-back',
    (e) => Object.assign(properties(e, 'Api').DeploymentConfiguration.DeploymentCircuitBreaker, { Rollback: false }),
    /does not roll back/,
  ],
  [
    'DEP-02.circuit-breaker',
    'another controller',
    (e) => Object.assign(properties(e, 'Api'), { DeploymentController: { Type: 'CODE_DEPLOY' } }),
    /CODE_DEPLOY/,
  ],
  [
    'DEP-05.oac-only',
    'no origin access control',
    (e) => delete distribution(e).Origins[0].OriginAccessControlId,
    /origin web has no origin access control/,
  ],
  [
    'DEP-05.oac-only',
    'an origin access identity',
    (e) => Object.assign(distribution(e).Origins[0].S3OriginConfig, { OriginAccessIdentity: 'origin-access-identity/x' }),
    /identity/,
  ],
  [
    'DEP-05.oac-only',
    'another reader',
    (e) =>
      properties(e, 'WebPolicy').PolicyDocument.Statement.push({
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::2:root' },
        Action: 's3:GetObject',
      }),
    /allows .*iam::2:root/,
  ],
  [
    'DEP-05.oac-only',
    'any distribution',
    (e) => delete properties(e, 'WebPolicy').PolicyDocument.Statement[1].Condition,
    /allows .*cloudfront.* too/,
  ],
  ['DEP-05.oac-only', 'no bucket behind it', (e) => Object.assign(distribution(e), { Origins: [] }), /no distribution serves a bucket/],
  ['DEP-05.price-class', 'none named', (e) => delete distribution(e).PriceClass, /names no price class/],
  ['DEP-05.http3', 'HTTP/2', (e) => Object.assign(distribution(e), { HttpVersion: 'http2' }), /offers http2/],
  [
    'DEP-05.compression',
    'one path plain',
    (e) => Object.assign(distribution(e).CacheBehaviors[0], { Compress: false }),
    /does not compress \/api\/\*/,
  ],
  ['DEP-07.encrypted', 'off', (e) => Object.assign(properties(e, 'Database'), { StorageEncrypted: false }), /Database .* is not encrypted/],
  ['DEP-07.encrypted', 'unsaid', (e) => delete properties(e, 'Database').StorageEncrypted, /is not encrypted/],
  ['DEP-07.multi-az', 'off', (e) => Object.assign(properties(e, 'Database'), { MultiAZ: false }), /is not Multi-AZ/],
  ['DEP-07.backups', 'off', (e) => Object.assign(properties(e, 'Database'), { BackupRetentionPeriod: 0 }), /for 0 days/],
  ['DEP-07.backups', 'unsaid', (e) => delete properties(e, 'Database').BackupRetentionPeriod, /does not say/],
  ['DEP-07.monitoring', 'off', (e) => Object.assign(properties(e, 'Database'), { MonitoringInterval: 0 }), /no enhanced monitoring/],
  ['DEP-07.monitoring', 'no insights', (e) => delete properties(e, 'Database').DatabaseInsightsMode, /no Database Insights/],
  ['DEP-08.tls', 'off', (e) => Object.assign(properties(e, 'Queue'), { TransitEncryptionEnabled: false }), /Queue .* without TLS/],
  ['DEP-08.tls', 'optional', (e) => Object.assign(properties(e, 'Cache'), { TransitEncryptionMode: 'preferred' }), /with and without TLS/],
  [
    'DEP-08.failover',
    'off',
    (e) => Object.assign(properties(e, 'Cache'), { AutomaticFailoverEnabled: false }),
    /Cache .* does not fail over/,
  ],
  ['DEP-08.failover', 'no replica', (e) => Object.assign(properties(e, 'Queue'), { NumCacheClusters: 1 }), /no replica/],
  [
    'DEP-08.failover',
    'a single node beside them',
    (e) => add(e, 'Lone', 'AWS::ElastiCache::CacheCluster', { Engine: 'redis', TransitEncryptionEnabled: true }),
    /Lone .* single node/,
  ],
  [
    'DEP-08.queue',
    'an evicting queue',
    (e) => Object.assign(properties(e, 'QueueParameters').Properties, { 'maxmemory-policy': 'volatile-lru' }),
    /0 Redis groups have noeviction/,
  ],
  [
    'DEP-08.cache',
    'the same group twice',
    (e) => Object.assign(properties(e, 'Queue'), { CacheParameterGroupName: { Ref: 'CacheParameters' } }),
    /2 Redis groups have allkeys-lru/,
  ],
  [
    'DEP-09.no-open-ingress',
    'IPv4',
    (e) => properties(e, 'Group').SecurityGroupIngress.push({ CidrIp: '0.0.0.0/0' }),
    /Group .* lets in 0\.0\.0\.0\/0/,
  ],
  [
    'DEP-09.no-open-ingress',
    'IPv6, in a rule of its own',
    (e) => Object.assign(properties(e, 'FromPrefixList'), { CidrIpv6: '::/0' }),
    /lets in ::\/0/,
  ],
  [
    'DEP-09.no-open-ingress',
    'half the internet',
    (e) => properties(e, 'Group').SecurityGroupIngress.push({ CidrIp: '128.0.0.0/1' }),
    /128\.0\.0\.0\/1/,
  ],
  [
    'DEP-09.no-open-ingress',
    'a range nobody sees',
    (e) => properties(e, 'Group').SecurityGroupIngress.push({ CidrIp: { Ref: 'Parameter' } }),
    /does not say/,
  ],
  ...['10.0.0.0/x', '10.0.0.0/', '10.0.0.0', '10.0.0.0/0x10', '10.0.0.0/-1'].map((CidrIp): (typeof faults)[number] => [
    'DEP-09.no-open-ingress',
    `the range ${CidrIp}`,
    (e) => properties(e, 'Group').SecurityGroupIngress.push({ CidrIp }),
    /Group .* lets in 10\.0\.0\.0/,
  ]),
  [
    'DEP-09.no-open-ingress',
    'a rule under a condition',
    (e) => properties(e, 'Group').SecurityGroupIngress.push({ 'Fn::If': ['Open', { CidrIp: '0.0.0.0/0' }, { Ref: 'AWS::NoValue' }] }),
    /Group .* lets in 0\.0\.0\.0\/0/,
  ],
  [
    'DEP-09.no-open-ingress',
    'all rules under a condition in a condition',
    (e) =>
      Object.assign(properties(e, 'Group'), {
        SecurityGroupIngress: { 'Fn::If': ['A', [], { 'Fn::If': ['B', [{ CidrIpv6: '::/0' }], []] }] },
      }),
    /Group .* lets in ::\/0/,
  ],
  [
    'DEP-09.no-open-ingress',
    'a rule that names nobody',
    (e) => properties(e, 'Group').SecurityGroupIngress.push({ 'Fn::Transform': { Name: 'Rules' } }),
    /Group .* lets in somebody the template does not say/,
  ],
  ['DEP-09.internal-load-balancer', 'the default', (e) => delete properties(e, 'Balancer').Scheme, /faces the internet/],
  ['DEP-09.internal-load-balancer', 'another door', (e) => add(e, 'Url2', 'AWS::Lambda::Url', {}), /Url2 .* another way in/],
  [
    'DEP-09.private-tasks',
    'public addresses',
    (e) => Object.assign(properties(e, 'Api').NetworkConfiguration.AwsvpcConfiguration, { AssignPublicIp: 'ENABLED' }),
    /public addresses/,
  ],
  ['DEP-09.private-database', 'unsaid', (e) => delete properties(e, 'Database').PubliclyAccessible, /public address/],
  [
    'DEP-09.private-buckets',
    'one block missing',
    (e) => Object.assign(properties(e, 'Web').PublicAccessBlockConfiguration, { BlockPublicPolicy: false }),
    /lacks BlockPublicPolicy/,
  ],
  [
    'DEP-09.private-buckets',
    'everybody allowed',
    (e) => properties(e, 'WebPolicy').PolicyDocument.Statement.push({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject' }),
    /allows everybody/,
  ],
  [
    'DEP-09.least-privilege',
    'a finding',
    (e) => finding(e, 'AwsSolutions', 'AwsSolutions-IAM5[Resource::*]'),
    /IAM5\[Resource::\*\] at main\/Thing/,
  ],
  [
    'DEP-09.least-privilege',
    'accepted without a reason',
    (e) => e.acknowledged.push({ rule: 'AwsSolutions-S1', at: '/x', reason: ' ' }),
    /without a reason/,
  ],
  ['DEP-13.records', 'no IPv6', (e) => Object.assign(properties(e, 'Ipv6'), { Type: 'TXT' }), /AAAA transkeep\.example/],
  [
    'DEP-13.records',
    'pointing elsewhere',
    (e) => Object.assign(properties(e, 'Ipv4').AliasTarget, { DNSName: 'd111.cloudfront.net' }),
    /A transkeep\.example/,
  ],
  [
    'DEP-13.certificate',
    'CloudFront’s own',
    (e) => Object.assign(distribution(e), { ViewerCertificate: { CloudFrontDefaultCertificate: true } }),
    /no ACM certificate/,
  ],
  [
    'DEP-13.certificate',
    'another name',
    (e) => Object.assign(properties(e, 'Certificate'), { DomainName: 'other.example' }),
    /does not name/,
  ],
  ['DEP-13.certificate', 'another region', (e) => Object.assign(e.stacks[1] ?? {}, { region: 'eu-west-1' }), /eu-west-1/],
  [
    'DEP-13.https-enforced',
    'plain HTTP for one path',
    (e) => Object.assign(distribution(e).CacheBehaviors[0], { ViewerProtocolPolicy: 'allow-all' }),
    /answers \/api\/\* in plain HTTP/,
  ],
  ['DEP-14.secrets-manager', 'a variable missing', (e) => container(e).Secrets.shift(), /does not get DATABASE_URL/],
  [
    'DEP-14.secrets-manager',
    'from Parameter Store',
    (e) => Object.assign(container(e).Secrets[0], { ValueFrom: 'arn:aws:ssm:eu-central-1:1:parameter/x' }),
    /DATABASE_URL .* does not come from/,
  ],
  [
    'DEP-14.task-definitions',
    'what the schema calls secret',
    setVariable('SMTP_URL', 'smtps://mail.example'),
    /SMTP_URL stands in plain text/,
  ],
  ['DEP-14.task-definitions', 'what is called a secret', setVariable('ADMIN_PASSWORD', 'x'), /ADMIN_PASSWORD stands/],
  [
    'DEP-14.task-definitions',
    'a password in an address, put together',
    setVariable('DB', { 'Fn::Join': ['', ['postgresql://app:', 'hunter2', '@', { Ref: 'Host' }]] }),
    /password in an address/,
  ],
  ['DEP-14.task-definitions', 'a random word', setVariable('SALT', 'q7Zk2Lm9Xv4Bn8Rt6Wy1Ps3Df5Gh0JcAeUi'), /random word/],
  [
    'DEP-14.templates',
    'a password in a property',
    (e) => Object.assign(properties(e, 'Database'), { MasterUserPassword: 'hunter2' }),
    /MasterUserPassword in plain text/,
  ],
  [
    'DEP-14.templates',
    'a key in an output',
    (e) => Object.assign(e.stacks[0]?.others ?? {}, { Parameters: { Key: { Default: `AKIA${'ABCDEFGHIJKLMNOP'}` } } }),
    /AWS access key at Parameters\.Key\.Default/,
  ],
];

describe('breaks', () => {
  test.each(faults)('%s: %s', (clause, _what, change, reason) => {
    const evidence = healthy();
    change(evidence);
    const verdict = judge(evidence).find((candidate) => candidate.clause === clause);
    expect(verdict).toMatchObject({ clause, verdict: 'FAIL', reason: expect.stringMatching(reason) });
  });

  test('every clause has a fault that breaks it', () => {
    expect(CLAUSES.filter((clause) => !faults.some(([faulty]) => faulty === clause))).toEqual([]);
  });
});

test('rules under a condition that let in nobody from outside break nothing', () => {
  const evidence = healthy();
  const narrow = { CidrIp: '10.0.0.0/8' };
  properties(evidence, 'Group').SecurityGroupIngress.push({ 'Fn::If': ['A', narrow, { Ref: 'AWS::NoValue' }] });
  properties(evidence, 'Group').SecurityGroupIngress.push({ SourceSecurityGroupId: { Ref: 'Group' } });
  expect(judge(evidence).find(({ clause }) => clause === 'DEP-09.no-open-ingress')?.verdict).toBe('PASS');
});

test('numbers that the catalogue does not give are agreed by nobody', () => {
  const unsaid: Thresholds = (id) => ({ text: thresholds(id).text });
  const counted: ClauseId[] = ['DEP-02.min-tasks', 'DEP-02.max-tasks', 'DEP-07.backups'];
  for (const verdict of evaluate(healthy(), unsaid).filter(({ clause }) => counted.includes(clause))) {
    expect(verdict).toMatchObject({ verdict: 'INCONCLUSIVE', reason: expect.stringContaining('has no number') });
  }
});

test('complete templates without the resource a promise needs break the promise', () => {
  const evidence = healthy();
  evidence.stacks = evidence.stacks.map((stack) => ({
    ...stack,
    declaredResources: 1,
    resources: [{ id: 'Lone', type: 'AWS::SNS::Topic', properties: {} }],
  }));
  const passing = judge(evidence).filter(({ verdict }) => verdict !== 'FAIL');
  // These two judge what checks found, which is nothing.
  expect(passing.map(({ clause }) => clause)).toEqual(['DEP-02.accepted', 'DEP-09.least-privilege', 'DEP-14.templates']);
});

describe('proves nothing when', () => {
  const gaps: [what: string, change: Change, reason: RegExp][] = [
    [
      'nothing was synthesised',
      (e) => Object.assign(e, { declaredStacks: 0, stacks: [], synthesis: { exitCode: 1, durationMs: 1, error: 'Error: no such module' } }),
      /no such module/,
    ],
    ['a template is missing', (e) => e.stacks.pop(), /1 templates found, 2 declared/],
    ['a template is empty', (e) => Object.assign(e.stacks[0] ?? {}, { resources: [] }), /main holds 0 resources, 10 declared/],
    ['a template lost one resource', (e) => e.stacks[0]?.resources.pop(), /main holds 9 resources, 10 declared/],
    [
      'templates and declarations are both empty',
      (e) => Object.assign(e.stacks[0] ?? {}, { resources: [], declaredResources: 0 }),
      /main holds 0 resources, 0 declared/,
    ],
    ['a check did not run', (e) => e.checks.pop(), /CloudFormation Validate ran over 0 templates/],
    [
      'a check saw too few templates',
      (e) => Object.assign(e.checks[0] ?? {}, { templates: 1 }),
      /AwsSolutions ran over 1 templates, 2 declared/,
    ],
    [
      'synthesis failed without a finding',
      (e) => Object.assign(e, { synthesis: { exitCode: 1, durationMs: 1, error: 'out of memory' } }),
      /ended with 1: out of memory/,
    ],
    ['synthesis was ended', (e) => Object.assign(e, { synthesis: { exitCode: null, durationMs: 1, error: '' } }), /ended with null/],
  ];
  test.each(gaps)('%s', (_what, change, reason) => {
    const evidence = healthy();
    change(evidence);
    expect(verdicts(evidence)).toEqual(new Set(['INCONCLUSIVE']));
    expect(judge(evidence)[0]?.reason).toMatch(reason);
  });

  test('removing any one resource never leaves everything passing', () => {
    const total = healthy().stacks.reduce((sum, { resources }) => sum + resources.length, 0);
    for (let index = 0; index < total; index += 1) {
      const evidence = healthy();
      const flat = evidence.stacks.flatMap((stack) => stack.resources.map((_, position) => ({ stack, position })));
      const { stack, position } = flat[index] ?? {};
      stack?.resources.splice(position ?? 0, 1);
      expect(verdicts(evidence)).toEqual(new Set(['INCONCLUSIVE']));
    }
  });
});
