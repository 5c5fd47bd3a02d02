import { MeasuringProcess } from '@transkeep/app/pdf/bench/measuring-process.ts';
import { createPdfEngine } from '@transkeep/app/pdf/process/pool.ts';
import { closing, identity } from './identity.ts';

/** Most resident memory, in MB, of a fresh process that reads a document and writes it back in one piece. */
export async function peakAsWhole(pdf: Uint8Array): Promise<number> {
  using fresh = new MeasuringProcess('identity');
  return (await fresh.measure(pdf)).peakRssMb;
}

/** The same as the app does it, a long document in several tasks; but all of them by one process. */
export async function peakInTasks(pdf: Uint8Array): Promise<number> {
  await using fresh = closing(createPdfEngine({ processes: 1 }));
  await identity(fresh.engine, pdf);
  return fresh.engine.peakRssMb();
}
