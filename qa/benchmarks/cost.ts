import { MeasuringProcess } from '@transkeep/app/pdf/bench/measuring-process.ts';
import type { Document } from './documents.ts';

/** Unmeasured rounds over all documents: engines live long, and V8 compiles what is used. */
const WARM_UP_ROUNDS = 3;

/** What a document takes: CPU time in ms of each round, ours (read, and written back as itself) and the floor's. */
export interface Cost {
  readonly name: string;
  readonly pages: number;
  readonly characters: number;
  readonly ours: readonly number[];
  readonly floor: readonly number[];
}

/** Documents one after the other, both works in turn, each in a process of its own. */
export async function* measureCosts(documents: readonly Document[], rounds: number): AsyncGenerator<Cost> {
  using identity = new MeasuringProcess('identity');
  using floor = new MeasuringProcess('floor');
  for (let round = 0; round < WARM_UP_ROUNDS; round++) {
    for (const { pdf } of documents) await Promise.all([identity.measure(pdf), floor.measure(pdf)]);
  }
  for (const { name, pdf } of documents) {
    const cost = { name, pages: 0, characters: 0, ours: [] as number[], floor: [] as number[] };
    for (let round = 0; round < rounds; round++) {
      const own = await identity.measure(pdf);
      cost.ours.push(own.cpuMs);
      cost.floor.push((await floor.measure(pdf)).cpuMs);
      cost.pages = own.pages;
      cost.characters = own.characters;
    }
    yield cost;
  }
}
