// Makes the machine ready: looks at every part, installs what is missing, provider by provider.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from './command.mjs';
import { cacheDir, repoRoot } from './locate.mjs';
import { withLock } from './lock.mjs';
import { parts } from './parts.mjs';
import { providers } from './providers.mjs';

/** What failed is not tried again by every command for that long; `npm run setup` always tries. */
const RETRY_AFTER_MS = 60 * 60 * 1_000;
const failuresFile = join(repoRoot, '.local', 'setup-failures.json');

/** Every part with where it was found, or null. */
export function look() {
  return parts().map((part) => ({ ...part, found: part.find() }));
}

/**
 * Installs what is missing and returns the parts as they are then. `say` gets one line for each thing that is done;
 * nothing is said when nothing is to do. `patient`: leave alone what failed within the last hour.
 */
export async function ensure({ say, patient = false }) {
  if (look().every(({ found }) => found)) return look();
  const skip = patient ? recentFailures() : {};
  if (missingOf(look()).every(({ name }) => skip[name])) return look();
  await withLock(
    join(cacheDir(), 'setup.lock'),
    async () => {
      for (const [id, provider] of Object.entries(providers)) {
        // Looked at again: another set-up may have done it while we waited, and npm brings Node.
        const missing = missingOf(look()).filter((part) => part.provider === id && !skip[part.name]);
        if (missing.length > 0) await install(provider, missing, say);
      }
    },
    (owner) => say(`waiting for the set-up of process ${owner ?? '?'}`),
  );
  const result = look();
  rememberFailures(missingOf(result));
  return result;
}

const missingOf = (all) => all.filter(({ found }) => !found);

async function install(provider, missing, say) {
  say(`${provider.label}: ${missing.map(({ name }) => name).join(', ')} (${provider.cost})`);
  for (const { name, why } of missing) say(`  ${name}: ${why}`);
  const started = performance.now();
  const took = () => `${((performance.now() - started) / 1_000).toFixed(1)} s`;
  try {
    await provider.install(missing, (text) => say(`  … ${text}`));
    say(`  done in ${took()}`);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(`  failed after ${took()}: ${error.message}`);
  }
}

function recentFailures() {
  if (!existsSync(failuresFile)) return {};
  const all = JSON.parse(readFileSync(failuresFile, 'utf8'));
  return Object.fromEntries(Object.entries(all).filter(([, at]) => Date.now() - at < RETRY_AFTER_MS));
}

function rememberFailures(missing) {
  mkdirSync(join(repoRoot, '.local'), { recursive: true });
  writeFileSync(failuresFile, JSON.stringify(Object.fromEntries(missing.map(({ name }) => [name, Date.now()]))));
}

/** What is missing and what that costs, and the commands that would install it. */
export function describeMissing(all) {
  const missing = missingOf(all);
  const lines = missing.map(({ name, without }) => `missing: ${name}; INCONCLUSIVE without it: ${without}`);
  return [...lines, ...commandsFor(all)];
}

/** For each provider with missing parts the command a person would type. */
export function commandsFor(all) {
  return Object.entries(providers).flatMap(([id, provider]) => {
    const own = missingOf(all).filter((part) => part.provider === id);
    return own.length > 0 ? [`to install ${own.map(({ name }) => name).join(', ')}: ${provider.command(own)}`] : [];
  });
}
