import os from 'node:os';
import { parseConfig } from '../config/config.ts';
import { runProcess } from '../process/run-process.ts';
import { createLogger } from '../telemetry/logger.ts';
import { startWorker } from './start-worker.ts';

// Where API and workers share a machine, a request of a person goes before a page of a document. The PDF and
// translation processes inherit it.
os.setPriority(os.constants.priority.PRIORITY_BELOW_NORMAL);

await runProcess(async () => {
  const config = parseConfig(process.env);
  return startWorker(config, createLogger({ service: 'worker', level: config.logLevel }));
});
