import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Round } from '@transkeep/qa/calibration/evidence.ts';
import { measureCalibrated } from '@transkeep/qa/calibration/measure-calibrated.ts';
import type { GatherContext } from '@transkeep/reports/contract/index.ts';
import { profiles } from '../../profiles.ts';
import { clientAddresses } from './client-addresses.ts';
import { condense, declaredCounts } from './condense.ts';
import type { LoadWindow } from './evidence.ts';

/** One address per user, as the API's limits are per address too: 127.0.0.2 and on. */
const userAddresses = (users: number) => Array.from({ length: users }, (_, index) => `127.0.0.${index + 2}`);

/** Runs k6 once through the whole profile, calibrated, and saves its raw samples under `window-<number>/`. */
export async function runWindow(
  context: GatherContext,
  { number, accountsFile, earlier }: { number: number; accountsFile: string; earlier: readonly Round[] },
): Promise<LoadWindow> {
  const { stack, workDir, repoRoot, signal } = context;
  const profile = profiles[context.profile];
  const folder = `window-${number}`;
  const rawFile = join(workDir, `${folder}-samples.json.gz`);
  const summaryFile = join(workDir, `${folder}-summary.json`);
  const addresses = userAddresses(profile.users);
  const load = async () => {
    context.progress(`${profile.users} users, ${profile.rampSeconds} s up, ${profile.steadySeconds} s steady`);
    const watching = watchAddresses(Number(new URL(stack.webUrl).port || 443), addresses);
    const k6 = await context
      .run(
        context.tool('k6'),
        [
          ...[
            'run',
            '--no-usage-report',
            '--quiet',
            '--address',
            '',
            '--no-color',
            '--local-ips',
            `${addresses.at(0)}-${addresses.at(-1)}`,
          ],
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
    return { k6, addressesSeen: await watching.seen() };
  };
  // A smoke load never passes: nothing is gained by waiting for quiet.
  const patience = context.profile === 'smoke' ? { rounds: 1 } : {};
  const { result, calibration } = await measureCalibrated(load, { earlier, signal, progress: context.progress, ...patience });

  context.progress('condensing samples');
  const { k6, addressesSeen } = result;
  await context.saveFile(`${folder}/samples.json.gz`, rawFile);
  await context.save(`${folder}/k6.log`, k6.stdout + k6.stderr);
  const summary = await readFile(summaryFile, 'utf8').catch(absent);
  if (summary !== null) await context.save(`${folder}/k6-summary.json`, summary);
  return {
    number,
    k6: { exitCode: k6.exitCode, declared: summary === null ? null : declaredCounts(summary) },
    ...(await condense(rawFile)),
    addressesSeen,
    calibration,
  };
}

/** Looks every 2 s who of the users is connected; the union over the window is what was seen. */
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
