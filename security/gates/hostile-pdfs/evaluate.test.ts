import type { Thresholds } from '@transkeep/reports/contract/index.ts';
import { describe, expect, test } from 'vitest';
import { CLAUSES, evaluate } from './evaluate.ts';
import type { HostilePdfsEvidence } from './evidence.ts';

const thresholds: Thresholds = (clause) => ({ text: '', ...(clause === 'SEC-11.memory' ? { limit: 1024 } : { limit: 120 }) });

type Case = HostilePdfsEvidence['cases'][number];
const refused = (kind: Case['kind'], code: string): Case => ({
  name: `a-${kind}-file`,
  kind,
  refusals: [code],
  mayBeTranslated: kind === 'hostile',
  uploadStatus: 201,
  end: 'failed',
  code,
  message: 'This PDF cannot be read.',
  durationMs: 900,
  activeContent: [],
});
const good: HostilePdfsEvidence = {
  declared: 6,
  cases: [
    refused('malformed', 'damaged'),
    refused('hostile', 'too-complex'),
    refused('oversized', 'too-large'),
    refused('encrypted', 'encrypted'),
    refused('scanned', 'scanned'),
    refused('bomb', 'too-complex'),
  ],
  controls: [
    { when: 'before', translated: true },
    { when: 'among them', translated: true },
    { when: 'after', translated: true },
  ],
  memory: { looks: 40, peaks: [{ process: 'worker-1 7', peakMiB: 700 }] },
};
const judge = (evidence: HostilePdfsEvidence) => new Map(evaluate(evidence, thresholds).map(({ clause, verdict }) => [clause, verdict]));
const withCase = (kind: Case['kind'], change: Partial<Case>): HostilePdfsEvidence => ({
  ...good,
  cases: good.cases.map((one) => (one.kind === kind ? { ...one, ...change } : one)),
});

test('all answered as they should be', () => {
  expect([...judge(good).values()]).toEqual(CLAUSES.map(() => 'PASS'));
});

test('a hostile file may be translated when nothing active is left in it', () => {
  expect(judge(withCase('hostile', { end: 'translated', code: null })).get('SEC-11.hostile')).toBe('PASS');
});

describe('fails', () => {
  test.each<[string, HostilePdfsEvidence, string]>([
    ['the wrong code', withCase('scanned', { code: 'damaged' }), 'SEC-11.scanned'],
    ['a refusal without a code', withCase('malformed', { end: 'refused', uploadStatus: 400, code: null }), 'SEC-11.malformed'],
    ['a refusal without a word', withCase('encrypted', { message: ' ' }), 'SEC-11.encrypted'],
    ['a translation that should not be', withCase('oversized', { end: 'translated', code: null }), 'SEC-11.oversized'],
    ['a script that came back', withCase('hostile', { end: 'translated', code: null, activeContent: ['/JS'] }), 'SEC-11.hostile'],
    ['a file without an end', withCase('bomb', { end: 'unfinished', code: null }), 'SEC-11.bomb'],
    ['a file that took too long', withCase('bomb', { durationMs: 121_000 }), 'SEC-11.bounded'],
    ['a process that grew too large', { ...good, memory: { looks: 9, peaks: [{ process: 'w', peakMiB: 1025 }] } }, 'SEC-11.memory'],
  ])('%s', (_, evidence, clause) => {
    expect(judge(evidence).get(clause as (typeof CLAUSES)[number])).toBe('FAIL');
  });
});

describe('is inconclusive', () => {
  test.each<[string, HostilePdfsEvidence, readonly string[]]>([
    ['no answer', withCase('bomb', { uploadStatus: 0, end: 'refused', code: null }), ['SEC-11.bomb']],
    ['a broken server', withCase('bomb', { uploadStatus: 502, end: 'refused', code: null }), ['SEC-11.bomb']],
    ['a rate limit', withCase('bomb', { uploadStatus: 429, end: 'refused', code: 'rate-limited' }), ['SEC-11.bomb']],
    ['no memory seen', { ...good, memory: { looks: 0, peaks: [] } }, ['SEC-11.memory']],
    ['a file left out', { ...good, cases: good.cases.slice(1) }, CLAUSES],
    ['nothing tried', { ...good, declared: 0, cases: [] }, CLAUSES],
    ['a healthy document lost', { ...good, controls: good.controls.map((one) => ({ ...one, translated: one.when !== 'after' })) }, CLAUSES],
    ['controls left out', { ...good, controls: [] }, CLAUSES],
  ])('%s', (_, evidence, clauses) => {
    for (const clause of clauses) expect(judge(evidence).get(clause as (typeof CLAUSES)[number])).toBe('INCONCLUSIVE');
  });
});
