import type { Measured, Threshold } from '@transkeep/reports/contract/index.ts';
import type { InfraEvidence } from './evidence.ts';
import type { Resource, Templates } from './templates.ts';

/** What complete templates say of one clause: `broken` are the proofs that it does not hold, one line each. */
export interface Judgement {
  readonly broken: readonly string[];
  /** Why nothing is known, where nothing is broken. */
  readonly open?: readonly string[];
  /** What a pass says: how much was looked at. */
  readonly passed: string;
  readonly measured?: Measured;
}

export type Judge = (templates: Templates, threshold: Threshold, evidence: InfraEvidence) => Judgement;

/** Judges by the number of the threshold; without one nothing is known. */
export function byLimit({ limit, text }: Threshold, judge: (limit: number) => Judgement): Judgement {
  return limit === undefined ? { broken: [], open: [`the threshold «${text}» has no number`], passed: '' } : judge(limit);
}

/**
 * Every resource of a kind must hold. None at all is broken too: the templates are known to be complete, so what should
 * keep the promise does not exist.
 */
export function everyOne(
  resources: readonly Resource[],
  kind: string,
  problem: (resource: Resource) => string | false,
  passed: string,
): Judgement {
  if (resources.length === 0) return { broken: [`no template holds ${kind}`], passed };
  return {
    broken: resources.flatMap((resource) => problemOf(resource, problem(resource))),
    passed: `${passed}: ${resources.length} of ${resources.length}`,
  };
}

function problemOf(resource: Resource, problem: string | false): string[] {
  return problem === false ? [] : [`${resource.name} ${problem}`];
}
