import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { GatherContext } from '@transkeep/reports/contract/index.ts';
import { profiles } from '../../profiles.ts';
import { clientAddresses } from './client-addresses.ts';
import { condense, declaredCounts } from './condense.ts';
import type { LoadEvidence } from './evidence.ts';
import { probeLimit } from './limit-probe.ts';

/** One address per user, as the API's limits are per address too: 127.0.0.2 and on. */
const userAddresses = (users: number) => Array.from({ length: users }, (_, index) => `127.0.0.${index + 2}`);

export async function gather(context: GatherContext): Promise<LoadEvidence> {
  const { stack, workDir, repoRoot } = context;
  const profile = profiles[context.profile];
  if (!stack.userSeeder) throw new Error('no users can be made on this target; the load needs one per virtual user');

  context.progress('rate limit before the load');
  const limitProbe = await probeLimit(stack.apiUrl, stack.caFile, context.signal);

  context.progress(`making ${profile.users} users`);
  const accounts = newAccounts(profile.users);
  const { command, args, env } = stack.userSeeder;
  const seeded = await context.run(command, args, {
    env,
    input: JSON.stringify(accounts.map((account) => ({ ...account, role: 'user' }))),
  });
  if (seeded.exitCode !== 0)
    throw new Error(`the users could not be made: ${/^.*Error: .*$/m.exec(seeded.stderr)?.[0] ?? `exit code ${seeded.exitCode}`}`);
  const accountsFile = join(workDir, 'accounts.json');
  await writeFile(accountsFile, JSON.stringify(accounts), { mode: 0o600 });

  const rawFile = join(workDir, 'samples.json.gz');
  const summaryFile = join(workDir, 'summary.json');
  context.progress(`${profile.users} users, ${profile.rampSeconds} s up, ${profile.steadySeconds} s steady`);
  const addresses = userAddresses(profile.users);
  const watching = watchAddresses(Number(new URL(stack.webUrl).port || 443), addresses);
  const k6 = await context
    .run(
      context.tool('k6'),
      [
        ...['run', '--no-usage-report', '--quiet', '--address', '', '--no-color', '--local-ips', `${addresses.at(0)}-${addresses.at(-1)}`],
        ...['--log-format', 'raw', '--out', `json=${rawFile}`, join(repoRoot, 'load/scenarios/journey.ts')],
      ],
      {
        cwd: workDir,
        env: {
          SSL_CERT_FILE: stack.caFile,
          PROFILE: JSON.stringify(profile),
          API_URL: stack.apiUrl,
          ACCOUNTS_FILE: accountsFile,
          PDF_FILE: join(repoRoot, 'qa/corpus/two-pages.pdf'),
          SUMMARY_FILE: summaryFile,
        },
      },
    )
    .finally(() => watching.end());
  const addressesSeen = await watching.seen();

  context.progress('condensing samples');
  await context.saveFile('samples.json.gz', rawFile);
  await context.save('k6.log', k6.stdout + k6.stderr);
  const summary = await readFile(summaryFile, 'utf8').catch(absent);
  if (summary !== null) await context.save('k6-summary.json', summary);
  return {
    asked: { users: profile.users, steadySeconds: profile.steadySeconds },
    k6: { exitCode: k6.exitCode, declared: summary === null ? null : declaredCounts(summary) },
    ...(await condense(rawFile)),
    addressesSeen,
    limitProbe,
  };
}

/** Accounts of this run alone, so that runs on one stack don't meet. */
function newAccounts(count: number): { email: string; password: string }[] {
  const run = randomBytes(4).toString('hex');
  return Array.from({ length: count }, (_, index) => ({
    email: `load-${run}-${index}@transkeep.test`,
    password: randomBytes(12).toString('base64url'),
  }));
}

/** Looks every 2 s who of the users is connected; the union over the run is what was seen. */
function watchAddresses(port: number, users: readonly string[]): { end(): void; seen(): Promise<number | null> } {
  const seen = new Set<string>();
  let known = true;
  const ending = new AbortController();
  const watch = async () => {
    while (!ending.signal.aborted) {
      const addresses = await clientAddresses(port);
      if (addresses === null) known = false;
      for (const address of addresses ?? []) seen.add(address);
      await delay(2_000, undefined, { signal: ending.signal }).catch(() => undefined);
    }
  };
  const watched = watch();
  return {
    end: () => ending.abort(),
    async seen() {
      await watched;
      return known ? users.filter((address) => seen.has(address)).length : null;
    },
  };
}

function absent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
