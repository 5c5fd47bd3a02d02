import { parentPort, workerData } from 'node:worker_threads';
import { repeatWork } from './cpu-workload.ts';

/** Entry of one worker of `timeCpu`. */
parentPort?.postMessage(repeatWork(workerData as number));
