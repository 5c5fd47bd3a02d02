import { type ClauseId, type ClauseVerdict, limitOf, type Thresholds, verdictOf } from '@transkeep/reports/contract/index.ts';
import type { HostilePdfsEvidence } from './evidence.ts';

export const CLAUSES = [
  'SEC-11.malformed',
  'SEC-11.hostile',
  'SEC-11.oversized',
  'SEC-11.encrypted',
  'SEC-11.scanned',
  'SEC-11.bomb',
  'SEC-11.bounded',
  'SEC-11.memory',
] as const satisfies readonly ClauseId[];

type Case = HostilePdfsEvidence['cases'][number];

/** Each file has the answers that fit it; anything else, an unclear refusal included, breaks the clause of its kind. */
export function evaluate(evidence: HostilePdfsEvidence, thresholds: Thresholds): readonly ClauseVerdict[] {
  const open = openQuestions(evidence);
  return CLAUSES.map((clause) => {
    if (clause === 'SEC-11.bounded') return timeVerdict(evidence, thresholds, open);
    if (clause === 'SEC-11.memory') return memoryVerdict(evidence, thresholds, open);
    const cases = evidence.cases.filter(({ kind }) => `SEC-11.${kind}` === clause);
    return verdictOf(clause, {
      broken: cases.flatMap((each) => wrongIn(each) ?? []),
      open: [
        ...open,
        ...(cases.length === 0 ? ['no file of this kind was tried'] : []),
        ...cases.flatMap((each) => unansweredIn(each) ?? []),
      ],
      passed: cases.map(({ name, code }) => `${name}: ${code ?? 'translated, harmless'}`).join('; '),
      measured: { value: cases.filter(wrongIn).length, unit: 'wrong answers', samples: cases.length },
    });
  });
}

/** What makes every clause open, whatever was answered. */
function openQuestions({ declared, cases, controls }: HostilePdfsEvidence): string[] {
  return [
    ...(declared > 0 && new Set(cases.map(({ name }) => name)).size === declared
      ? []
      : [`${cases.length} of ${declared} files were tried`]),
    ...(controls.length === 3 ? [] : [`${controls.length} of 3 healthy documents were tried`]),
    ...controls.filter(({ translated }) => !translated).map(({ when }) => `the healthy document sent ${when} was not translated`),
  ];
}

/** What is wrong about the answer to a file; nothing when it fits, or when there was none. */
function wrongIn({ name, end, code, refusals, message, uploadStatus, mayBeTranslated, activeContent }: Case): string | undefined {
  if (unansweredIn({ uploadStatus, name })) return undefined;
  if (end === 'unfinished') return `${name} never came to an end`;
  if (end === 'translated') {
    if (!mayBeTranslated) return `${name} was translated instead of refused`;
    return activeContent.length > 0 ? `${name} came back with ${activeContent.join(', ')}` : undefined;
  }
  if (code === null || !refusals.includes(code))
    return `${name} was refused as ${code ?? `${uploadStatus}`} instead of ${refusals.join(' or ')}`;
  return message.trim() === '' ? `${name} was refused without a word to the user` : undefined;
}

/** No answer, a broken server and a rate limit refuse nothing. */
function unansweredIn({ name, uploadStatus }: Pick<Case, 'name' | 'uploadStatus'>): string | undefined {
  const silent = uploadStatus === 0 || uploadStatus === 429 || uploadStatus >= 500;
  return silent ? `${name} got ${uploadStatus === 0 ? 'no answer' : uploadStatus}` : undefined;
}

function timeVerdict({ cases, declared }: HostilePdfsEvidence, thresholds: Thresholds, open: readonly string[]): ClauseVerdict {
  const limit = limitOf(thresholds('SEC-11.bounded'));
  const slowest = cases.toSorted((one, other) => other.durationMs - one.durationMs)[0];
  const seconds = (slowest?.durationMs ?? 0) / 1000;
  return verdictOf('SEC-11.bounded', {
    broken: cases
      .filter(({ durationMs }) => durationMs / 1000 > limit)
      .map(({ name, durationMs }) => `${name} took ${durationMs / 1000} s`),
    open: [...open],
    passed: `the slowest, ${slowest?.name}, ended after ${seconds.toFixed(1)} s`,
    measured: { value: seconds, unit: 's', samples: cases.length, expected: declared },
  });
}

function memoryVerdict({ memory }: HostilePdfsEvidence, thresholds: Thresholds, open: readonly string[]): ClauseVerdict {
  const limit = limitOf(thresholds('SEC-11.memory'));
  const largest = memory.peaks.toSorted((one, other) => other.peakMiB - one.peakMiB)[0];
  return verdictOf('SEC-11.memory', {
    broken: memory.peaks.filter(({ peakMiB }) => peakMiB > limit).map(({ process, peakMiB }) => `${process} took ${peakMiB} MiB`),
    open: [...open, ...(largest ? [] : ['no process was seen'])],
    passed: `the largest of ${memory.peaks.length} processes, ${largest?.process}, took ${largest?.peakMiB} MiB at most`,
    measured: { value: largest?.peakMiB ?? 0, unit: 'MiB', samples: memory.looks },
  });
}
