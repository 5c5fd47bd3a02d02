import type { Criterion, ReportFault } from '@transkeep/reports/contract/index.ts';
import { countFaults } from '../../faults/ledger.ts';
import type { Decisions } from '../record.ts';
import { loadAttestations } from './attestations.ts';
import { loadWaivers } from './waivers.ts';

/** What is decided outside of a run and counts in its verdict. */
export interface DecisionSources {
  readonly criteria: readonly Criterion[];
  /** The reviewed waivers. */
  readonly waiversFile: string;
  /** What people vouch for; absent: nobody does. */
  readonly attestationsFile?: string;
  /** What the ledger says of every seeded fault. */
  faults(): Promise<readonly ReportFault[]>;
}

/** Reads it all once, before anything is started, as `run.json` keeps it. Throws UsageError for a file that cannot be meant so. */
export async function readDecisions({ criteria, waiversFile, attestationsFile, faults }: DecisionSources): Promise<Decisions> {
  const seededFaults = [...(await faults())];
  return {
    waivers: await loadWaivers(waiversFile, criteria),
    attestations: attestationsFile === undefined ? [] : await loadAttestations(attestationsFile, criteria),
    faults: countFaults(seededFaults),
    seededFaults,
  };
}
