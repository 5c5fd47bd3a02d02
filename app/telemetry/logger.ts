import { type DestinationStream, type LevelWithSilent, type Logger, pino } from 'pino';

export type { Logger } from 'pino';

export interface LoggerOptions {
  /** Process name in every line: "api", "worker". */
  readonly service: string;
  readonly level: LevelWithSilent;
  /** Absent: stdout. */
  readonly destination?: DestinationStream;
}

/**
 * Fields that never reach a log, wherever they sit. Names, not values: a credential is kept out by never being logged;
 * this catches the object that was logged whole by mistake.
 */
const SENSITIVE = [
  'authorization',
  'cookie',
  'set-cookie',
  'password',
  'passwordHash',
  'accessToken',
  'refreshToken',
  'token',
  'secret',
  'jwtSecret',
  'email',
  'fileName',
  'text',
  'sourceText',
  'translatedText',
  'databaseUrl',
  'queueRedisUrl',
  'cacheRedisUrl',
];

/** JSON lines. Requests, jobs and errors; never document text, file names, addresses of people or credentials. */
export function createLogger({ service, level, destination }: LoggerOptions): Logger {
  const paths = SENSITIVE.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]);
  const options = {
    level,
    base: { service, pid: process.pid },
    redact: { paths, censor: '[redacted]' },
    serializers: { err: safeError },
  };
  return destination ? pino(options, destination) : pino(options);
}

/**
 * An error without what libraries hang on it: PostgreSQL quotes the offending row in `detail`, the S3 client the whole
 * response, ioredis the command with its arguments.
 */
function safeError(error: Error): object {
  const { name, message, stack, code, cause } = error as Error & { code?: unknown };
  return {
    type: name,
    message,
    stack,
    ...(typeof code === 'string' ? { code } : {}),
    ...(cause instanceof Error ? { cause: safeError(cause) } : {}),
  };
}
