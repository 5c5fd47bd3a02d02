import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Report, ReportSchema } from '@transkeep/reports/contract/index.ts';
import { diffReports, renderDiff } from '@transkeep/reports/diff.ts';
import { Check } from 'typebox/value';
import { criteria } from '../criteria/index.ts';
import { UsageError } from '../run/errors.ts';
import { loadSigner, type Signer, type SigningSource } from '../run/evidence/signing.ts';
import type { Harness } from '../run/run.ts';
import { locate, repoRoot } from '../setup/locate.mjs';
import { attestationsFileOf } from './config.ts';
import { gates } from './gates.ts';
import { healthy } from './healthy.ts';
import { history } from './history.ts';
import { currentFaultCounts, currentFaultStatuses } from './ledger-status.ts';
import { listJson, listText } from './list.ts';
import { type Command, HELP } from './options.ts';
import { plan } from './plan.ts';
import { proveFaults } from './prove.ts';
import { merge, resume, run } from './run.ts';
import { verify } from './verify.ts';

/** Carries out one command and gives its exit code. Results go to stdout, progress to stderr. */
export async function readiness(command: Command, { plain, signing }: { plain: boolean; signing: SigningSource }): Promise<number> {
  const localHarness = (attestations?: string): Promise<Harness> => harnessOfThisMachine(loadSigner(signing), attestations);
  switch (command.command) {
    case 'help':
      process.stdout.write(HELP);
      return 0;
    case 'list': {
      const faults = await currentFaultCounts();
      process.stdout.write(command.json ? listJson(criteria, faults) : listText(criteria, faults));
      return 0;
    }
    case 'run':
      return run(command, await localHarness(await attestationsFileOf(command)), plain);
    case 'resume':
      return resume(command.dir, await localHarness(), plain);
    case 'merge':
      return merge(command.dirs, command.out, await localHarness(), plain);
    case 'plan':
      return plan(command, criteria, gates);
    case 'healthy':
      return healthy(command, await localHarness(), plain);
    case 'verify':
      return verify(command.dir, command.publicKey);
    case 'history':
      return history(command);
    case 'diff':
      return diff(await readReport(command.before), await readReport(command.after));
    case 'prove':
      return proveFaults(command, await localHarness(), plain);
  }
}

function diff(before: Report, after: Report): number {
  const changes = diffReports(before, after);
  process.stdout.write(renderDiff(changes));
  return changes.same ? 0 : 1;
}

/** The real thing: all gates, the system of this machine. Stack and renderers are loaded only when something runs. */
async function harnessOfThisMachine(signer: Signer | null, attestations = join(repoRoot, 'qa/attestations.json')): Promise<Harness> {
  const [{ startStack }, { renderReport }] = await Promise.all([import('../stack/index.ts'), import('@transkeep/reports/render.ts')]);
  return {
    criteria,
    registry: gates,
    registryUrl: pathToFileURL(join(import.meta.dirname, 'gates.ts')).href,
    repoRoot,
    waiversFile: join(repoRoot, 'qa/waivers.json'),
    attestationsFile: attestations,
    signer,
    locate: (tool) => locate(tool),
    startStack,
    faults: currentFaultStatuses,
    render: renderReport,
  };
}

/** The report of a run's folder, or of a `report.json` itself. */
async function readReport(path: string): Promise<Report> {
  const file = path.endsWith('.json') ? path : resolve(path, 'report.json');
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new UsageError(`${file} cannot be read: diff takes the folders of two runs`, { cause });
  });
  let report: unknown;
  try {
    report = JSON.parse(text);
  } catch (cause) {
    throw new UsageError(`${file} is not JSON`, { cause });
  }
  if (!Check(ReportSchema, report)) throw new UsageError(`${file} is no report of a run`);
  return report;
}
