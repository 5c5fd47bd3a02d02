import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Round } from '@transkeep/qa/calibration/evidence.ts';
import { thresholdsOf } from '@transkeep/qa/criteria/catalogue.ts';
import { perf } from '@transkeep/qa/criteria/perf.ts';
import type { GatherContext } from '@transkeep/reports/contract/index.ts';
import { profiles } from '../../profiles.ts';
import { needsExtension } from './evaluate.ts';
import type { LoadEvidence, LoadWindow } from './evidence.ts';
import { probeLimit } from './limit-probe.ts';
import { runWindow } from './run-window.ts';

export async function gather(context: GatherContext): Promise<LoadEvidence> {
  const { users, steadySeconds } = profiles[context.profile];
  context.progress('rate limit before the load');
  const limitProbe = await probeLimit(context.stack.apiUrl, context.stack.caFile, context.signal);
  const accountsFile = await makeUsers(context, users);
  return gatherWindows({ asked: { users, steadySeconds }, limitProbe }, (number, earlier) => {
    if (number > 1) context.progress('not decided yet: the one extension');
    return runWindow(context, { number, accountsFile, earlier });
  });
}

/** One window, looked at with the very functions that judge it later; and one more where it leaves something open. */
export async function gatherWindows(
  rest: Omit<LoadEvidence, 'windows'>,
  run: (number: number, earlier: readonly Round[]) => Promise<LoadWindow>,
): Promise<LoadEvidence> {
  const first = await run(1, []);
  const evidence = { ...rest, windows: [first] };
  if (!needsExtension(evidence, thresholdsOf(perf))) return evidence;
  return { ...rest, windows: [first, await run(2, [...first.calibration.before, ...first.calibration.after])] };
}

/** Accounts of this run alone, so that runs on one stack don't meet. Gives the file that names them. */
async function makeUsers({ stack, workDir, progress, run }: GatherContext, count: number): Promise<string> {
  if (!stack.userSeeder) throw new Error('no users can be made on this target; the load needs one per virtual user');
  progress(`making ${count} users`);
  const prefix = randomBytes(4).toString('hex');
  const accounts = Array.from({ length: count }, (_, index) => ({
    email: `load-${prefix}-${index}@transkeep.test`,
    password: randomBytes(12).toString('base64url'),
  }));
  const { command, args, env } = stack.userSeeder;
  const seeded = await run(command, args, { env, input: JSON.stringify(accounts.map((account) => ({ ...account, role: 'user' }))) });
  if (seeded.exitCode !== 0)
    throw new Error(`the users could not be made: ${/^.*Error: .*$/m.exec(seeded.stderr)?.[0] ?? `exit code ${seeded.exitCode}`}`);
  const accountsFile = join(workDir, 'accounts.json');
  await writeFile(accountsFile, JSON.stringify(accounts), { mode: 0o600 });
  return accountsFile;
}
