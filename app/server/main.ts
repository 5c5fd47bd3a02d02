import { parseConfig } from '../config/config.ts';
import { runProcess } from '../process/run-process.ts';
import { createLogger } from '../telemetry/logger.ts';
import { startApi } from './start-api.ts';

await runProcess(async () => {
  const config = parseConfig(process.env);
  return startApi(config, createLogger({ service: 'api', level: config.logLevel }));
});
