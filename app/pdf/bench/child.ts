import { WORKS, type Work } from './work.ts';

/** Entry point of a measuring process: does its work on one PDF after another and answers with what it took. */

export interface Measured {
  readonly pages: number;
  readonly characters: number;
  /** User and system time of this process. */
  readonly cpuMs: number;
  readonly peakRssMb: number;
}

const work = WORKS[process.argv[2] as Work];
process.on('message', (pdf: Uint8Array) => void measure(pdf));
process.on('disconnect', () => process.exit(0));

async function measure(pdf: Uint8Array): Promise<void> {
  const before = process.cpuUsage();
  const done = await work(pdf);
  const { user, system } = process.cpuUsage(before);
  process.send?.({ ...done, cpuMs: (user + system) / 1000, peakRssMb: process.resourceUsage().maxRSS / 1024 } satisfies Measured);
}
