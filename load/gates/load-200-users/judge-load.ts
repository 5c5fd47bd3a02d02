import { limitOf, type Threshold, type Thresholds } from '@transkeep/reports/contract/index.ts';
import type { LoadEvidence } from './evidence.ts';
import { begunWithin, conclude, type Judgement, lengthSeconds } from './judgement.ts';
import type { Stretch } from './load-window.ts';
import type { Look } from './look.ts';

/** PERF-01: was it the load that is promised, and did every user get through? */

/** k6 looks once a second, and the first and last look may miss the change. */
const SLACK_SECONDS = 5;
/** What the API answers to a wrong password from an address that is not limited. */
const WRONG_SIGN_IN = 401;

/** What the load lacked to be the one that is promised, in any of its windows; `null` when it was that. */
export function lackOfLoad(asked: LoadEvidence['asked'], steady: readonly Stretch[], thresholds: Thresholds): string | null {
  return steady.map((stretch) => lackOfWindow(asked, stretch, thresholds)).find((lack) => lack !== null) ?? null;
}

function lackOfWindow(asked: LoadEvidence['asked'], steady: Stretch, thresholds: Thresholds): string | null {
  const users = limitOf(thresholds('PERF-01.users'));
  const seconds = limitOf(thresholds('PERF-01.steady-state'));
  if (asked.users < users) return `only ${asked.users} of ${users} users`;
  if (lengthSeconds(steady) < seconds) return `only ${lengthSeconds(steady).toFixed(0)} of ${seconds} s steady`;
  // Looks at the users that are missing at either end would leave the samples of that time out of judgement.
  if (lengthSeconds(steady) < asked.steadySeconds - SLACK_SECONDS) {
    return `steady for ${lengthSeconds(steady).toFixed(0)} s, ${asked.steadySeconds} s were asked for`;
  }
  return null;
}

/** The window with the fewest. */
export function users({ windows }: LoadEvidence, threshold: Threshold): Judgement {
  const looks = windows.map(({ usersAtWork }) => usersAtWork.users);
  const most = Math.min(...looks.map((seen) => Math.max(...seen)));
  const measured = { value: most, unit: 'users', samples: looks.flat().length };
  return most >= limitOf(threshold)
    ? { verdict: 'PASS', reason: `${most} users at work at the same time`, measured }
    : { verdict: 'INCONCLUSIVE', reason: `the load had ${most} users of ${limitOf(threshold)}: nothing is known of more`, measured };
}

/** Each window by itself: twice a short load is no long one. */
export function steadyState({ steady, lack, noise, users: atWork }: Look): Judgement {
  const seconds = steady.map(lengthSeconds);
  const measured = { value: Math.round(Math.min(...seconds)), unit: 's' };
  if (lack !== null) return { verdict: 'INCONCLUSIVE', reason: lack, measured };
  const twice = seconds.length > 1 ? ', twice' : '';
  const remark = noise === null ? '' : `; the machine was noisy: ${noise}`;
  return { verdict: 'PASS', reason: `${atWork} users for ${Math.min(...seconds).toFixed(0)} s${twice}${remark}`, measured };
}

/** In each window by itself, and the worst of them: the clause speaks of one load. */
export function journeysPerUser(look: Look, threshold: Threshold): Judgement {
  const counts = look.steady.map((steady) => {
    const complete = new Array<number>(look.users).fill(0);
    for (const { user, outcome } of begunWithin(look.journeys, [steady]))
      if (outcome === 'complete') complete[user] = (complete[user] ?? 0) + 1;
    return complete;
  });
  const all = counts.flat();
  const least = Math.min(...all);
  const total = all.reduce((sum, count) => sum + count, 0);
  const measured = { value: least, unit: 'journeys', samples: total };
  const few = Math.max(...counts.map((complete) => complete.filter((count) => count < limitOf(threshold)).length));
  if (look.lack !== null) return { verdict: 'INCONCLUSIVE', reason: look.lack, measured };
  return few === 0
    ? conclude('PASS', look, { reason: `every user completed at least ${least} journeys, ${total} in all`, measured })
    : conclude('FAIL', look, {
        reason: `${few} of ${look.users} users completed fewer than ${limitOf(threshold)} journeys (least: ${least})`,
        measured,
      });
}

export function addresses({ windows, limitProbe }: LoadEvidence, threshold: Threshold): Judgement {
  if (limitProbe.refusedAt !== null && limitProbe.otherAddressStatus === 429) {
    return { verdict: 'FAIL', reason: 'an address was limited for what another one did: the system takes them for one' };
  }
  if (limitProbe.otherAddressStatus !== WRONG_SIGN_IN) {
    const answer = limitProbe.otherAddressStatus || 'no answer';
    return { verdict: 'INCONCLUSIVE', reason: `a wrong sign-in from another address got ${answer} instead of ${WRONG_SIGN_IN}` };
  }
  const seen = windows.map(({ addressesSeen }) => addressesSeen ?? Number.NaN);
  const least = Math.min(...seen);
  if (Number.isNaN(least)) return { verdict: 'INCONCLUSIVE', reason: 'this machine cannot list the connections of the edge' };
  const measured = { value: least, unit: 'addresses' };
  return least >= limitOf(threshold)
    ? { verdict: 'PASS', reason: `${least} addresses were connected to the edge`, measured }
    : { verdict: 'INCONCLUSIVE', reason: `the load came from ${least} addresses of ${limitOf(threshold)}`, measured };
}

export function rateLimits({ limitProbe: { attempts, refusedAt, retryAfter } }: LoadEvidence): Judgement {
  if (attempts === 0) return { verdict: 'INCONCLUSIVE', reason: 'the limit was not tried' };
  if (refusedAt === null) return { verdict: 'FAIL', reason: `${attempts} wrong sign-ins from one address and no 429: the limits are off` };
  const refused = `wrong sign-in ${refusedAt} from one address got 429`;
  // The production limits say when to come back (SEC-10): one that does not is another limit.
  if (!retryAfter) return { verdict: 'FAIL', reason: `${refused} without Retry-After: those are not the production limits` };
  return { verdict: 'PASS', reason: `${refused}, Retry-After ${retryAfter}` };
}
