import type { ClauseVerdict } from '@transkeep/reports/contract/index.ts';
import type { UnitTests } from './evidence.ts';
import { judgeTests } from './judge-tests.ts';

export function evaluate({ files, exitCode }: UnitTests): ClauseVerdict[] {
  return [judgeTests('QA-01.unit-tests', files, exitCode)];
}
