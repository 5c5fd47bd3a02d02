import type { Threshold, Thresholds } from '@transkeep/reports/contract/index.ts';
import type { LoadEvidence } from './evidence.ts';
import { begunWithin, type Judgement, lengthSeconds, limitOf } from './judgement.ts';
import type { Window } from './load-window.ts';

/** PERF-01: was it the load that is promised, and did every user get through? */

/** k6 looks once a second, and the first and last look may miss the change. */
const SLACK_SECONDS = 5;

/** What the load lacked to be the one that is promised; `null` when it was that. */
export function lackOfLoad({ asked }: LoadEvidence, window: Window, thresholds: Thresholds): string | null {
  const users = limitOf(thresholds('PERF-01.users'));
  const seconds = limitOf(thresholds('PERF-01.steady-state'));
  if (asked.users < users) return `only ${asked.users} of ${users} users`;
  if (lengthSeconds(window) < seconds) return `only ${lengthSeconds(window).toFixed(0)} of ${seconds} s steady`;
  // Looks at the users that are missing at either end would leave the samples of that time out of judgement.
  if (lengthSeconds(window) < asked.steadySeconds - SLACK_SECONDS) {
    return `steady for ${lengthSeconds(window).toFixed(0)} s, ${asked.steadySeconds} s were asked for`;
  }
  return null;
}

export function users({ usersAtWork }: LoadEvidence, threshold: Threshold): Judgement {
  const most = Math.max(...usersAtWork.users);
  const measured = { value: most, unit: 'users', samples: usersAtWork.users.length };
  return most >= limitOf(threshold)
    ? { verdict: 'PASS', reason: `${most} users at work at the same time`, measured }
    : { verdict: 'INCONCLUSIVE', reason: `the load had ${most} users of ${limitOf(threshold)}: nothing is known of more`, measured };
}

export function steadyState(evidence: LoadEvidence, window: Window, thresholds: Thresholds): Judgement {
  const seconds = lengthSeconds(window);
  const measured = { value: Math.round(seconds), unit: 's' };
  const lack = lackOfLoad(evidence, window, thresholds);
  return lack === null
    ? { verdict: 'PASS', reason: `${evidence.asked.users} users for ${seconds.toFixed(0)} s`, measured }
    : { verdict: 'INCONCLUSIVE', reason: lack, measured };
}

export function journeysPerUser({ asked, journeys }: LoadEvidence, window: Window, threshold: Threshold, lack: string | null): Judgement {
  const complete = new Array<number>(asked.users).fill(0);
  for (const { user, outcome } of begunWithin(journeys, window)) if (outcome === 'complete') complete[user] = (complete[user] ?? 0) + 1;
  const least = Math.min(...complete);
  const total = complete.reduce((sum, count) => sum + count, 0);
  const measured = { value: least, unit: 'journeys', samples: total };
  const few = complete.filter((count) => count < limitOf(threshold)).length;
  if (lack !== null) return { verdict: 'INCONCLUSIVE', reason: lack, measured };
  return few === 0
    ? { verdict: 'PASS', reason: `every user completed at least ${least} journeys, ${total} in all`, measured }
    : {
        verdict: 'FAIL',
        reason: `${few} of ${asked.users} users completed fewer than ${limitOf(threshold)} journeys (least: ${least})`,
        measured,
      };
}

export function addresses({ addressesSeen, limitProbe }: LoadEvidence, threshold: Threshold): Judgement {
  if (limitProbe.refusedAt !== null && limitProbe.otherAddressStatus === 429) {
    return { verdict: 'FAIL', reason: 'an address was limited for what another one did: the system takes them for one' };
  }
  if (addressesSeen === null) return { verdict: 'INCONCLUSIVE', reason: 'this machine cannot list the connections of the edge' };
  const measured = { value: addressesSeen, unit: 'addresses' };
  return addressesSeen >= limitOf(threshold)
    ? { verdict: 'PASS', reason: `${addressesSeen} addresses were connected to the edge`, measured }
    : { verdict: 'INCONCLUSIVE', reason: `the load came from ${addressesSeen} addresses of ${limitOf(threshold)}`, measured };
}

export function rateLimits({ limitProbe: { attempts, refusedAt, retryAfter } }: LoadEvidence): Judgement {
  if (attempts === 0) return { verdict: 'INCONCLUSIVE', reason: 'the limit was not tried' };
  if (refusedAt === null) return { verdict: 'FAIL', reason: `${attempts} wrong sign-ins from one address and no 429: the limits are off` };
  return { verdict: 'PASS', reason: `wrong sign-in ${refusedAt} from one address got 429, Retry-After ${retryAfter ?? 'absent'}` };
}
