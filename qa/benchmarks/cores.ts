import { createPdfEngine, type PdfEngine } from '@transkeep/app/pdf/index.ts';
import { closing } from './identity.ts';
import { onOneCore } from './one-core.ts';

/**
 * An engine of two processes, and one of a single process that stays on the first core, both closed in the end. A program that has both cores to
 * itself uses them, also with one engine process: V8 compiles and collects garbage beside it, and messages are packed and unpacked. So whoever measures
 * the second calls it within `onOneCore`, and one core is one for all of us.
 */
export async function withEngines<T>(use: (two: PdfEngine, onOne: PdfEngine) => Promise<T>): Promise<T> {
  await using two = closing(createPdfEngine({ processes: 2 }));
  // Its process starts at once, and stays where it was started.
  await using onOne = closing(await onOneCore(async () => createPdfEngine({ processes: 1 })));
  // Awaited, or the engines would end before it does.
  return await use(two.engine, onOne.engine);
}
