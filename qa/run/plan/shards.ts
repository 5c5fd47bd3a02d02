import { UsageError } from '../errors.ts';
import { declaredEstimate } from './estimates.ts';
import type { AnyGate } from './plan.ts';
import { SLOTS } from './schedule.ts';

/** One of `of` parts of a run, from 1 on. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

/** More than this is a slip of the hand: there are not that many gates. */
const MOST = 64;

export const shardName = ({ index, of }: Shard): string => `${index}/${of}`;

/** Reads `2/3`. Throws UsageError for anything else. */
export function parseShard(text: string): Shard {
  const [, index, of] = /^([1-9]\d?)\/([1-9]\d?)$/.exec(text) ?? [];
  const shard = { index: Number(index), of: Number(of) };
  if (!(shard.index <= shard.of && shard.of <= MOST))
    throw new UsageError(`--shard is i/n with 1 ≤ i ≤ n ≤ ${MOST}, as in 2/3; not ${text}`);
  return shard;
}

/**
 * Which shard (from 1 on) runs which gate: whole gates, those that build on each other together, the longest first to whichever shard has
 * least. Rests on the gates' own estimates only, never on what this machine remembers, so that all machines deal alike.
 */
export function dealShards(gates: readonly AnyGate[], of: number): ReadonlyMap<string, number> {
  const loads = Array.from({ length: of }, () => 0);
  const deal = new Map<string, number>();
  const groups = groupsOf(gates).map((group) => ({ group, ms: group.reduce((sum, gate) => sum + loadOf(gate), 0) }));
  for (const { group, ms } of groups.toSorted((one, other) => other.ms - one.ms || (nameOf(one.group) < nameOf(other.group) ? -1 : 1))) {
    const least = loads.indexOf(Math.min(...loads));
    loads[least] = (loads[least] ?? 0) + ms;
    for (const { id } of group) deal.set(id, least + 1);
  }
  return deal;
}

/** What a gate adds to the length of a run: a quiet one takes all slots. */
function loadOf(gate: AnyGate): number {
  return gate.exclusive ? declaredEstimate(gate) : declaredEstimate(gate) / SLOTS;
}

const nameOf = (group: readonly AnyGate[]): string => group.map(({ id }) => id).sort()[0] ?? '';

/** Gates joined by `after`, in either direction. */
function groupsOf(gates: readonly AnyGate[]): AnyGate[][] {
  const groups: AnyGate[][] = [];
  for (const gate of gates) {
    const linked = groups.filter((group) => group.some((other) => other.after?.includes(gate.id) || gate.after?.includes(other.id)));
    for (const group of linked) groups.splice(groups.indexOf(group), 1);
    groups.push([...linked.flat(), gate]);
  }
  return groups;
}
