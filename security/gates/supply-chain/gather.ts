import type { GatherContext } from '@transkeep/reports/contract/index.ts';
import { createSecretScanner } from '../../material/secret-scanner.ts';
import { askAdvisories } from './advisories.ts';
import { makeBill } from './bill-of-materials.ts';
import { plantAndFind } from './control.ts';
import type { SupplyChainEvidence } from './evidence.ts';
import { scanCode } from './scan-code.ts';
import { scanHistory } from './scan-history.ts';

export async function gather(context: GatherContext): Promise<SupplyChainEvidence> {
  const scanner = await createSecretScanner(context.repoRoot);
  context.progress('secrets planted in a scratch repository');
  const control = await plantAndFind(context, scanner);
  context.progress('secrets in tracked files');
  const code = await scanCode(context, scanner, context.repoRoot);
  context.progress('secrets in the history');
  const history = await scanHistory(context, scanner, context.repoRoot);
  context.progress('bill of materials and licences');
  const sbom = await makeBill(context);
  context.progress('advisories');
  const advisories = await askAdvisories(context);
  return { code: { ...code, control: control.code }, history: { ...history, control: control.history }, sbom, advisories };
}
