import { Match } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { synthesised } from '../testing/synthesised.ts';

const templates = synthesised('production');
const { observability } = templates;

const CRITICAL = {
  ErrorRateCritical: 5,
  ResponseTimeCritical: 5,
  DatabaseCpuCritical: 90,
  CacheEvictionsCritical: 100,
  TranslationFailuresCritical: 10,
};
const WARNING = { ErrorRateWarning: 1, ResponseTimeWarning: 2, DatabaseCpuWarning: 80, QueueDepthWarning: 1000 };

test.each([
  ['OnCall', CRITICAL],
  ['Slack', WARNING],
])('%s hears of exactly its alarms, at their thresholds', (topic, thresholds) => {
  const alarms = Object.values(observability.findResources('AWS::CloudWatch::Alarm')).filter(({ Properties }) =>
    JSON.stringify(Properties.AlarmActions).includes(topic),
  );
  const found = alarms.map(({ Properties: { AlarmName, Threshold, ComparisonOperator } }) => {
    expect(ComparisonOperator).toBe('GreaterThanThreshold');
    return [AlarmName.replace('TransKeep-', ''), Threshold];
  });
  expect(Object.fromEntries(found)).toEqual(thresholds);
});

test('evictions are those of the cache, node by node', () => {
  const [alarm] = Object.values(
    observability.findResources('AWS::CloudWatch::Alarm', { Properties: { AlarmName: 'TransKeep-CacheEvictionsCritical' } }),
  );
  const text = JSON.stringify(alarm);
  expect(text.match(/"CacheClusterId"/g)).toHaveLength(2);
  expect(text).toMatch(/CacheGroup.*-001.*CacheGroup.*-002/);
  expect(text).not.toContain('QueueGroup');
});

test('CloudWatch may use the key of the encrypted topics', () => {
  observability.hasResourceProperties('AWS::KMS::Key', {
    KeyPolicy: Match.objectLike({
      Statement: Match.arrayWith([
        Match.objectLike({ Principal: { Service: 'cloudwatch.amazonaws.com' }, Action: ['kms:Decrypt', 'kms:GenerateDataKey*'] }),
      ]),
    }),
  });
});

test('the dashboard shows every metric of the launch criteria', () => {
  const body = JSON.stringify(observability.findResources('AWS::CloudWatch::Dashboard'));
  const expected = [
    ...['p50', 'p95', 'p99', 'TargetResponseTime', 'RequestCount', 'HTTPCode_Target_5XX_Count', 'RequestsThrottled'],
    ...['QueryMilliseconds', 'DatabaseConnections', 'ReplicaLag', 'FreeStorageSpace'],
    ...['CacheHits', 'ExtractionCacheHits', 'DatabaseMemoryUsagePercentage', 'Evictions', 'CurrConnections'],
    ...['DocumentSeconds', 'DocumentsReady', 'DocumentsFailed', 'TranslationCostUsd', 'QueueDepth'],
    ...['CPUUtilization', 'MemoryUtilization', 'ReadIOPS', 'StorageReadBytes', 'NetworkRxBytes'],
  ];
  expect(expected.filter((metric) => !body.includes(metric))).toEqual([]);
});

test('AWS calls are recorded in every region, in files whose tampering shows', () => {
  observability.hasResourceProperties('AWS::CloudTrail::Trail', {
    IsLogging: true,
    IsMultiRegionTrail: true,
    EnableLogFileValidation: true,
  });
});

test('no log is kept for ever', () => {
  const groups = Object.values(templates).flatMap((template) => Object.values(template.findResources('AWS::Logs::LogGroup')));
  expect(groups.length).toBeGreaterThanOrEqual(8);
  for (const { Properties } of groups) expect(Properties.RetentionInDays).toBeGreaterThan(0);
});
