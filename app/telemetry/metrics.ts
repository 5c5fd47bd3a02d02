/** Unit of each metric, as CloudWatch names it. Alarms, dashboards and scaling in `infra/` name the same metrics. */
const UNITS = {
  QueueDepth: 'Count',
  DocumentsReady: 'Count',
  DocumentsFailed: 'Count',
  DocumentsWaiting: 'Count',
  DocumentSeconds: 'Seconds',
  TranslationCostUsd: 'None',
  RequestsThrottled: 'Count',
  QueryMilliseconds: 'Milliseconds',
  CacheHits: 'Count',
  CacheMisses: 'Count',
  ExtractionCacheHits: 'Count',
  ExtractionCacheMisses: 'Count',
} as const;
export type MetricName = keyof typeof UNITS;

/** What is asked for when metrics are written, such as the depth of a queue. */
export interface Gauge {
  readonly name: MetricName;
  read(): Promise<number>;
}

export interface MetricsOptions {
  /** Takes one line without its end: stdout, where CloudWatch reads the embedded metric format. */
  readonly write: (line: string) => void;
  readonly gauges?: readonly Gauge[];
  readonly everyMs?: number;
  /** A gauge could not be read: its metric is missing once, which its alarm treats as it says. */
  readonly onError: (error: unknown) => void;
}

export interface Metrics {
  record(name: MetricName, value: number): void;
  /** Writes what was recorded and not yet written. */
  close(): void;
}

const NAMESPACE = 'TransKeep';
/** The format's own limit of values of one metric in one line. */
const MOST_VALUES = 100;

/**
 * The app's own metrics in CloudWatch's embedded metric format: JSON lines in the log, without dimensions, as an alarm on a
 * dimension that nobody sends is silently dead. Values are collected and written every ten seconds.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function createMetrics({ write, gauges = [], everyMs = 10_000, onError }: MetricsOptions): Metrics {
  let recorded = new Map<MetricName, number[]>();
  const record = (name: MetricName, value: number): void => {
    if (!Number.isFinite(value)) {
      onError(new RangeError(`${name} is ${value}`));
      return;
    }
    const values = recorded.get(name);
    if (values) values.push(value);
    else recorded.set(name, [value]);
  };
  const flush = (): void => {
    const all = recorded;
    recorded = new Map();
    for (let from = 0; ; from += MOST_VALUES) {
      const line = [...all]
        .map(([name, values]) => [name, values.slice(from, from + MOST_VALUES)] as const)
        .filter(([, values]) => values.length > 0);
      if (line.length === 0) return;
      const Metrics = line.map(([Name]) => ({ Name, Unit: UNITS[Name] }));
      const _aws = { Timestamp: Date.now(), CloudWatchMetrics: [{ Namespace: NAMESPACE, Dimensions: [[]], Metrics }] };
      write(JSON.stringify({ _aws, ...Object.fromEntries(line) }));
    }
  };
  const readGauges = async (): Promise<void> => {
    for (const { name, read } of gauges) {
      try {
        record(name, await read());
      } catch (error) {
        onError(error);
      }
    }
  };
  const timer = setInterval(() => void readGauges().then(flush), everyMs);
  timer.unref();
  return {
    record,
    close() {
      clearInterval(timer);
      flush();
    },
  };
}

/** For what has no log to write to. */
export const NO_METRICS: Pick<Metrics, 'record'> = { record: () => {} };
