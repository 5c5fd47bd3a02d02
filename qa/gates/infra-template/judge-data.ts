import { byLimit, everyOne, type Judge } from './judgement.ts';
import { isFalse, isNode, isTrue, numberOf, type Resource, type Templates } from './templates.ts';

/** DEP-07 and DEP-08: the database and the two Redis groups. */
const NO_DATABASE = 'a PostgreSQL instance';
const NO_REDIS = 'a Redis replication group';

export const databaseEncrypted: Judge = (templates) =>
  everyOne(
    databases(templates),
    NO_DATABASE,
    ({ properties }) => !isTrue(properties.StorageEncrypted) && 'is not encrypted',
    'instances are encrypted',
  );

export const databaseMultiAz: Judge = (templates) =>
  everyOne(
    databases(templates),
    NO_DATABASE,
    ({ properties }) => !isTrue(properties.MultiAZ) && 'is not Multi-AZ',
    'instances are Multi-AZ',
  );

export const databaseBackups: Judge = (templates, threshold) =>
  byLimit(threshold, (limit) => {
    const days = databases(templates).map(({ properties }) => numberOf(properties.BackupRetentionPeriod));
    const judgement = everyOne(
      databases(templates),
      NO_DATABASE,
      ({ properties }) => {
        const kept = numberOf(properties.BackupRetentionPeriod);
        if (Number.isNaN(kept)) return 'does not say how long its backups are kept';
        return kept < limit && `keeps its backups for ${kept} days`;
      },
      'instances back up by themselves',
    );
    const least = Math.min(...days);
    return Number.isFinite(least) ? { ...judgement, measured: { value: least, unit: 'days' } } : judgement;
  });

export const databaseMonitoring: Judge = (templates) =>
  everyOne(
    databases(templates),
    NO_DATABASE,
    ({ properties }) => {
      if (!(numberOf(properties.MonitoringInterval) > 0) || properties.MonitoringRoleArn === undefined) return 'has no enhanced monitoring';
      return (
        !(isTrue(properties.EnablePerformanceInsights) && typeof properties.DatabaseInsightsMode === 'string') && 'has no Database Insights'
      );
    },
    'instances are watched from inside',
  );

export const databasePrivate: Judge = (templates) =>
  everyOne(
    databases(templates),
    NO_DATABASE,
    ({ properties }) => !isFalse(properties.PubliclyAccessible) && 'is not kept from having a public address',
    'instances have no public address',
  );

export const redisTls: Judge = (templates) =>
  everyOne(
    [...groups(templates), ...singleNodes(templates)],
    NO_REDIS,
    ({ properties }) => {
      if (!isTrue(properties.TransitEncryptionEnabled)) return 'takes connections without TLS';
      return properties.TransitEncryptionMode === 'preferred' && 'takes connections with and without TLS';
    },
    'Redis groups require TLS',
  );

export const redisFailover: Judge = (templates) =>
  everyOne(
    [...groups(templates), ...singleNodes(templates)],
    NO_REDIS,
    ({ type, properties }) => {
      if (type === 'AWS::ElastiCache::CacheCluster') return 'is a single node';
      if (!isTrue(properties.AutomaticFailoverEnabled)) return 'does not fail over by itself';
      if (!isTrue(properties.MultiAZEnabled)) return 'is in one zone';
      const enough = numberOf(properties.NumCacheClusters) >= 2 || numberOf(properties.ReplicasPerNodeGroup) >= 1;
      return !enough && 'has no replica';
    },
    'Redis groups fail over by themselves',
  );

export const queueNeverEvicts = exactlyOneGroup('noeviction');
export const cacheForgets = exactlyOneGroup('allkeys-lru');

function exactlyOneGroup(wanted: string): Judge {
  return (templates) => {
    const policies = groups(templates).map((group) => ({ group, policy: evictionPolicy(templates, group) }));
    const matching = policies.filter(({ policy }) => policy === wanted);
    const all = policies.map(({ group, policy }) => `${group.id}: ${policy ?? 'the engine’s default'}`).join(', ');
    return {
      broken: matching.length === 1 ? [] : [`${matching.length} Redis groups have ${wanted} (${all || 'there is no group'})`],
      passed: `one Redis group has ${wanted} (${all})`,
    };
  };
}

function databases(templates: Templates): Resource[] {
  return templates.ofType('AWS::RDS::DBInstance').filter(({ properties }) => String(properties.Engine).includes('postgres'));
}

function groups(templates: Templates): Resource[] {
  return templates.ofType('AWS::ElastiCache::ReplicationGroup');
}

/** Nodes outside any replication group, unless they are no Redis. */
function singleNodes(templates: Templates): Resource[] {
  return templates.ofType('AWS::ElastiCache::CacheCluster').filter(({ properties }) => properties.Engine !== 'memcached');
}

function evictionPolicy(templates: Templates, group: Resource): string | undefined {
  const parameters = templates.target(group.properties.CacheParameterGroupName, group.stack)?.properties.Properties;
  const policy = isNode(parameters) ? parameters['maxmemory-policy'] : undefined;
  return typeof policy === 'string' ? policy : undefined;
}
