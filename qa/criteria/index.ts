import type { Criterion } from '@transkeep/reports/contract/index.ts';
import { beta } from './beta.ts';
import { dep } from './dep.ts';
import { perf } from './perf.ts';
import { qa } from './qa.ts';
import { sec } from './sec.ts';

/** The catalogue: every line that must hold before launch, in the order of the launch criteria. */
export const criteria: readonly Criterion[] = [...dep, ...perf, ...sec, ...qa, ...beta];
