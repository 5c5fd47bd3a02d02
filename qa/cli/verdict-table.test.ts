import { stripVTControlCharacters } from 'node:util';
import type { Report } from '@transkeep/reports/contract/index.ts';
import { expect, test } from 'vitest';
import { verdictLines, verdictTable } from './verdict-table.ts';

const clause = (id: string, verdict: 'PASS' | 'FAIL' | 'INCONCLUSIVE', reason: string) => ({
  id,
  text: id,
  verdict,
  verdictBeforeWaiver: verdict,
  reason,
  threshold: 't',
  evidence: [],
  faults: { seeded: 0, proven: 0, stale: 0 },
});
const criterion = (id: string, title: string, clauses: ReturnType<typeof clause>[]) => {
  const verdict = (['FAIL', 'INCONCLUSIVE'] as const).find((one) => clauses.some((each) => each.verdict === one)) ?? ('PASS' as const);
  return {
    id,
    title,
    area: id.slice(0, id.indexOf('-')),
    severity: 'M' as const,
    owner: 'o',
    why: 'w',
    howToFix: 'h',
    verdict,
    verdictBeforeWaivers: verdict,
    clauses,
  };
};
const report: Report = {
  schema: 'transkeep-readiness/1',
  runId: 'r',
  commit: 'c',
  dirty: true,
  stage: 'candidate',
  target: 'local',
  selection: null,
  profile: 'full',
  complete: true,
  caps: ['the working tree has changes that are not committed'],
  startedAt: 's',
  finishedAt: 'f',
  environment: {},
  verdict: 'NO-GO',
  verdictBeforeWaivers: 'NO-GO',
  waivers: [
    {
      clause: 'QA-09.declared',
      owner: 'ana',
      reason: 'r',
      expires: '2027-01-01',
      applied: false,
      note: 'the clause passes: the waiver can go',
    },
  ],
  criteria: [
    criterion('SEC-05', 'Keeps tenants apart', [clause('SEC-05.documents', 'FAIL', 'getDocument answered 200 to the other user')]),
    criterion('QA-01', 'Unit tests pass', [clause('QA-01.unit-tests', 'PASS', 'fine')]),
    criterion('QA-08', 'No flaky test', [
      clause('QA-08.a', 'INCONCLUSIVE', 'no gate yet'),
      clause('QA-08.b', 'INCONCLUSIVE', 'no gate yet'),
    ]),
  ],
  gates: [],
};

test('one aligned line per criterion, by area, with what keeps it from passing', () => {
  expect(verdictTable(report, { width: 120, colour: false })).toBe(
    [
      'Security  1 FAIL',
      '  SEC-05   M FAIL           0/1  Keeps tenants apart · documents: getDocument answered 200 to the other user',
      '',
      'Quality  1 PASS, 1 INCONCLUSIVE',
      '  QA-01    M PASS           1/1  Unit tests pass',
      '  QA-08    M INCONCLUSIVE   0/2  No flaky test · 2 clauses: no gate yet',
      '',
    ].join('\n'),
  );
});

test('keeps within the width of the terminal, and says the same in colour', () => {
  const narrow = verdictTable(report, { width: 70, colour: false });
  for (const line of narrow.split('\n')) expect(line.length).toBeLessThanOrEqual(70);
  const coloured = verdictTable(report, { width: 120, colour: true });
  expect(coloured).not.toBe(stripVTControlCharacters(coloured));
  expect(stripVTControlCharacters(coloured)).toBe(verdictTable(report, { width: 120, colour: false }));
});

test('below it, too: what changed since the last GO, words that do not count, and who signed', () => {
  const change = { clause: 'PERF-02.upload', kind: 'slower', text: '0.3 s → 0.5 s' } as const;
  const told = verdictLines(
    {
      ...report,
      signedBy: 'abc',
      history: { runs: [], lastGo: { runId: 'r', commit: 'c', startedAt: 's', changes: [change] } },
      attestations: [{ clause: 'QA-05.a', who: 'ana', what: 'w', when: 'd', commit: 'c', expires: 'e', applied: false, note: 'expired' }],
    },
    '/r',
    { colour: false },
  );
  expect(told).toContain(
    '  attestation QA-05.a (ana): expired\n  since the last GO, slower: PERF-02.upload 0.3 s → 0.5 s\nSigned:  by key abc\n',
  );
  const first = verdictLines({ ...report, signedBy: null, history: { runs: [], lastGo: null } }, '/r', { colour: false });
  expect(first).toContain('  no GO yet to compare with\nSigned:  no\n');
});

test('below it: the verdict, what fails, what caps it, waivers, and where the report is', () => {
  expect(verdictLines(report, '/out/r/report.html', { colour: false })).toBe(
    [
      'Verdict: NO-GO  1 PASS, 1 FAIL, 1 INCONCLUSIVE',
      '  fails: SEC-05',
      '  cannot be GO: the working tree has changes that are not committed',
      '  waiver QA-09.declared (ana): the clause passes: the waiver can go',
      'Report:  /out/r/report.html',
      '',
    ].join('\n'),
  );
});
