import type { Logger } from 'pino';
import { ConfigError } from '../config/config.ts';
import { StartupError } from './connections.ts';

/** The orchestrator kills after more than this; the rest of the time is the operating system's. */
const STOP_TIMEOUT_MS = 3800;

export interface RunningProcess {
  readonly logger: Logger;
  stop(): Promise<void>;
}

/**
 * A process from start to end: what it lacks at start is one line on stderr and exit code 1, SIGTERM and SIGINT stop it
 * in order (exit code 0) within 4 s, and what nobody caught ends it (exit code 1) rather than leaving it half alive.
 */
export async function runProcess(start: () => Promise<RunningProcess>): Promise<void> {
  let running: RunningProcess;
  try {
    running = await start();
  } catch (error) {
    const known = error instanceof ConfigError || error instanceof StartupError || (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
    console.error(known ? `cannot start: ${(error as Error).message}` : error);
    process.exit(1);
  }
  const { logger, stop } = running;
  let stopping = false;
  const end = (reason: string, exitCode: number) => {
    if (stopping) return;
    stopping = true;
    logger.info({ reason }, 'stopping');
    setTimeout(() => {
      logger.error('not stopped in time');
      process.exit(1);
    }, STOP_TIMEOUT_MS).unref();
    stop().then(
      () => process.exit(exitCode),
      (err) => {
        logger.error({ err }, 'stopping failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', () => end('SIGTERM', 0));
  process.on('SIGINT', () => end('SIGINT', 0));
  process.on('uncaughtException', (err) => {
    logger.fatal({ err }, 'uncaught exception');
    end('uncaught exception', 1);
  });
}
