import { join } from 'node:path';
import type { ReportFault } from '@transkeep/reports/contract/index.ts';
import { criteria } from '../criteria/index.ts';
import { hashFaults } from '../faults/hash-fault.ts';
import { countFaults, faultStatuses, readLedger } from '../faults/ledger.ts';
import { loadFaults } from '../faults/load-faults.ts';
import type { FaultCounts } from '../run/record.ts';
import { repoRoot } from '../setup/locate.mjs';

export const ledgerFile = join(repoRoot, 'qa/faults/ledger.json');

/** Every seeded fault and whether it is proven for the code as it stands now. */
export async function currentFaultStatuses(): Promise<ReportFault[]> {
  const faults = await loadFaults();
  return faultStatuses(faults, await readLedger(ledgerFile), await hashFaults(faults, criteria, repoRoot));
}

/** The same as numbers by clause. */
export async function currentFaultCounts(): Promise<Record<string, FaultCounts>> {
  return countFaults(await currentFaultStatuses());
}
