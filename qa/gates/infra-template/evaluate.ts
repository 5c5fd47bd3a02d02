import { type ClauseId, type ClauseVerdict, type Thresholds, verdictOf } from '@transkeep/reports/contract/index.ts';
import { ARCHITECTURE_CHECK, type InfraEvidence, SCHEMA_CHECK } from './evidence.ts';
import * as data from './judge-data.ts';
import * as edge from './judge-edge.ts';
import * as network from './judge-network.ts';
import * as secrets from './judge-secrets.ts';
import * as service from './judge-service.ts';
import type { Judge } from './judgement.ts';
import { Templates } from './templates.ts';

const JUDGES: Readonly<Record<ClauseId, Judge>> = {
  'DEP-02.accepted': service.accepted,
  'DEP-02.fargate': service.fargate,
  'DEP-02.min-tasks': service.minTasks,
  'DEP-02.max-tasks': service.maxTasks,
  'DEP-02.circuit-breaker': service.circuitBreaker,
  'DEP-05.oac-only': edge.oacOnly,
  'DEP-05.price-class': edge.priceClass,
  'DEP-05.http3': edge.http3,
  'DEP-05.compression': edge.compression,
  'DEP-07.encrypted': data.databaseEncrypted,
  'DEP-07.multi-az': data.databaseMultiAz,
  'DEP-07.backups': data.databaseBackups,
  'DEP-07.monitoring': data.databaseMonitoring,
  'DEP-08.tls': data.redisTls,
  'DEP-08.failover': data.redisFailover,
  'DEP-08.queue': data.queueNeverEvicts,
  'DEP-08.cache': data.cacheForgets,
  'DEP-09.no-open-ingress': network.noOpenIngress,
  'DEP-09.internal-load-balancer': network.internalLoadBalancer,
  'DEP-09.private-tasks': network.privateTasks,
  'DEP-09.private-database': data.databasePrivate,
  'DEP-09.private-buckets': network.privateBuckets,
  'DEP-09.least-privilege': network.leastPrivilege,
  'DEP-13.records': edge.records,
  'DEP-13.certificate': edge.certificate,
  'DEP-13.https-enforced': edge.httpsEnforced,
  'DEP-14.secrets-manager': secrets.fromSecretsManager,
  'DEP-14.task-definitions': secrets.cleanTaskDefinitions,
  'DEP-14.templates': secrets.cleanTemplates,
};

export const CLAUSES = Object.keys(JUDGES) as ClauseId[];

/**
 * Complete templates prove or break a promise; incomplete ones do neither, as what is missing might be what breaks it.
 * A kind of resource that complete templates lack breaks the promise made of it.
 */
export function evaluate(evidence: InfraEvidence, thresholds: Thresholds): readonly ClauseVerdict[] {
  const open = gaps(evidence);
  const templates = new Templates(evidence);
  return Object.entries(JUDGES).map(([id, judge]) => {
    const clause = id as ClauseId;
    if (open.length > 0) return verdictOf(clause, { broken: [], open, passed: '' });
    return verdictOf(clause, { open, ...judge(templates, thresholds(clause), evidence) });
  });
}

/** Why these templates prove nothing. */
function gaps({ synthesis, declaredStacks, stacks, checks }: InfraEvidence): string[] {
  if (declaredStacks === 0) return [`nothing was synthesised: ${synthesis.error || 'CDK named no stack'}`];
  const found = checks.some(({ findings }) => findings.length > 0);
  return [
    ...(stacks.length === declaredStacks ? [] : [`${stacks.length} templates found, ${declaredStacks} declared`]),
    ...stacks
      .filter(({ resources, declaredResources }) => resources.length !== declaredResources || declaredResources === 0)
      .map(({ name, resources, declaredResources }) => `${name} holds ${resources.length} resources, ${declaredResources} declared`),
    ...[SCHEMA_CHECK, ARCHITECTURE_CHECK].flatMap((wanted) => {
      const templates = checks.find(({ name }) => name === wanted)?.templates ?? 0;
      return templates === declaredStacks ? [] : [`${wanted} ran over ${templates} templates, ${declaredStacks} declared`];
    }),
    // Findings end synthesis with an error; an error without one is something else.
    ...(synthesis.exitCode !== 0 && !found ? [`synthesis ended with ${synthesis.exitCode}: ${synthesis.error}`] : []),
  ];
}
