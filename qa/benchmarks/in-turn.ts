import { measureMs } from './measure-ms.ts';

interface InTurn {
  readonly rounds: number;
  /** Within which the other is measured. */
  readonly around?: (measure: () => Promise<number>) => Promise<number>;
}

/** Wall times of two works in ms, one after the other in every round, so that both meet the same machine. */
export async function inTurn(
  ours: () => Promise<unknown>,
  against: () => Promise<unknown>,
  { rounds, around = (measure) => measure() }: InTurn,
): Promise<{ ours: number[]; against: number[] }> {
  const times: { ours: number[]; against: number[] } = { ours: [], against: [] };
  await ours(); // what only the first call pays
  await around(() => measureMs(against));
  for (let round = 0; round < rounds; round++) {
    times.ours.push(await measureMs(ours));
    times.against.push(await around(() => measureMs(against)));
  }
  return times;
}
