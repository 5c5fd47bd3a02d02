import type { ClauseId } from '@transkeep/reports/contract/index.ts';
import { describe, expect, it } from 'vitest';
import { ACCEPTED_FINDINGS } from './accepted-findings.ts';
import { readAudit } from './advisories.ts';
import { lockedPackages } from './bill-of-materials.ts';
import { CLAUSES, evaluate } from './evaluate.ts';
import type { SupplyChainEvidence } from './evidence.ts';
import { exceptionFor, isAllowed, LICENCE_EXCEPTIONS } from './licence-policy.ts';

const finding = { where: 'app/config.ts', line: 3, rule: 'generic-entropy', fingerprint: '0123456789abcdef' };
const good: SupplyChainEvidence = {
  code: { tracked: 3, scanned: 2, binary: ['logo.png'], findings: [], control: { planted: 6, found: 6 } },
  history: { shallow: false, commits: 4, scannedCommits: 4, addedLines: 100, findings: [], control: { planted: 6, found: 6 } },
  sbom: { exitCode: 0, lockfilePackages: 2, missing: [], packages: [licensed('a', 'MIT'), licensed('b', '(MIT OR GPL-3.0-or-later)')] },
  advisories: { vulnerabilities: { critical: 0, high: 2, moderate: 0, low: 0, packages: [] }, problem: '', controlCritical: 1 },
};

function licensed(name: string, licence: string | null) {
  return { name, version: '1.0.0', licence };
}

const verdicts = (change: Partial<SupplyChainEvidence>) =>
  Object.fromEntries(evaluate({ ...good, ...change }).map(({ clause, verdict }) => [clause, verdict]));
const all = Object.fromEntries(CLAUSES.map((clause) => [clause, 'PASS']));
const code = (change: Partial<SupplyChainEvidence['code']>) => ({ code: { ...good.code, ...change } });
const history = (change: Partial<SupplyChainEvidence['history']>) => ({ history: { ...good.history, ...change } });
const sbom = (change: Partial<SupplyChainEvidence['sbom']>) => ({ sbom: { ...good.sbom, ...change } });
const advisories = (change: Partial<SupplyChainEvidence['advisories']>) => ({ advisories: { ...good.advisories, ...change } });

describe('supply chain', () => {
  it('passes every clause', () => {
    expect(verdicts({})).toEqual(all);
  });

  it.each<[string, Partial<SupplyChainEvidence>, ClauseId]>([
    ['a secret in a file', code({ findings: [finding] }), 'SEC-15.secrets-code'],
    ['a secret in an old commit', history({ findings: [{ ...finding, where: 'abc:app/config.ts' }] }), 'SEC-15.secrets-history'],
    [
      'a critical advisory',
      advisories({ vulnerabilities: { critical: 1, high: 0, moderate: 0, low: 0, packages: ['x'] } }),
      'SEC-15.advisories',
    ],
    ['a licence that is not allowed', sbom({ packages: [licensed('a', 'MIT'), licensed('b', 'GPL-3.0-only')] }), 'SEC-15.licences'],
    ['one half of a licence not allowed', sbom({ packages: [licensed('a', 'MIT AND SSPL-1.0')] }), 'SEC-15.licences'],
  ])('fails one clause: %s', (_, change, clause) => {
    expect(verdicts(change)).toEqual({ ...all, [clause]: 'FAIL' });
  });

  it('fails a bill that leaves packages out', () => {
    expect(verdicts(sbom({ missing: ['c@1.0.0'] }))).toMatchObject({ 'SEC-15.sbom': 'FAIL', 'SEC-15.licences': 'INCONCLUSIVE' });
  });

  it('accepts what somebody has looked at, and only that', () => {
    const accepted = { ...finding, fingerprint: ACCEPTED_FINDINGS[0]?.fingerprint ?? '' };
    expect(verdicts(code({ findings: [accepted] }))).toEqual(all);
    expect(verdicts(code({ findings: [accepted, finding] }))).toMatchObject({ 'SEC-15.secrets-code': 'FAIL' });
  });

  it.each<[string, Partial<SupplyChainEvidence>, readonly ClauseId[]]>([
    ['a scanner that misses one planted secret', code({ control: { planted: 6, found: 5 } }), ['SEC-15.secrets-code']],
    ['nothing planted', history({ control: { planted: 0, found: 0 } }), ['SEC-15.secrets-history']],
    ['no tracked file', code({ tracked: 0, scanned: 0, binary: [] }), ['SEC-15.secrets-code']],
    ['a file that was not read', code({ scanned: 1 }), ['SEC-15.secrets-code']],
    ['a shallow clone', history({ shallow: true }), ['SEC-15.secrets-history']],
    ['commits that were not read', history({ scannedCommits: 3 }), ['SEC-15.secrets-history']],
    ['an empty history', history({ commits: 0, scannedCommits: 0, addedLines: 0 }), ['SEC-15.secrets-history']],
    [
      'no advisory data',
      advisories({ vulnerabilities: null, controlCritical: null, problem: '405 Method Not Allowed' }),
      ['SEC-15.advisories'],
    ],
    ['a registry that knows nothing at all', advisories({ controlCritical: 0 }), ['SEC-15.advisories']],
    ['no bill', sbom({ exitCode: 1, packages: [], missing: [] }), ['SEC-15.sbom', 'SEC-15.licences']],
    ['an empty lockfile', sbom({ lockfilePackages: 0 }), ['SEC-15.sbom']],
    ['a package without a licence', sbom({ packages: [licensed('a', 'MIT'), licensed('b', null)] }), ['SEC-15.licences']],
  ])('is inconclusive with %s', (_, change, clauses) => {
    expect(verdicts(change)).toEqual({ ...all, ...Object.fromEntries(clauses.map((clause) => [clause, 'INCONCLUSIVE'])) });
  });
});

describe('licence policy', () => {
  it.each([
    ['MIT', true],
    ['(MIT OR GPL-3.0-or-later)', true],
    ['MIT AND OFL-1.1', true],
    ['GPL-3.0-only', false],
    ['AGPL-3.0-only OR SSPL-1.0', false],
    ['constructor', false],
    ['', false],
  ])('%s: %s', (expression, allowed) => {
    expect(isAllowed(expression)).toBe(allowed);
  });

  it('has a reason for every exception, each under an allowed licence', () => {
    for (const { licence, reason } of LICENCE_EXCEPTIONS) expect([isAllowed(licence), reason.length > 20]).toEqual([true, true]);
    expect(exceptionFor('@biomejs/cli-linux-x64')?.licence).toBe('MIT OR Apache-2.0');
    expect(exceptionFor('ssh2-evil')).toBeUndefined();
  });
});

describe('reading npm', () => {
  it('tells no answer from nothing found', () => {
    const refused = '{"message":"405 Method Not Allowed","error":{"summary":""}}';
    expect(readAudit(refused, '')).toEqual({ vulnerabilities: null, problem: '405 Method Not Allowed' });
    expect(readAudit('', 'npm error network')).toEqual({ vulnerabilities: null, problem: 'npm error network' });
    const clean = '{"vulnerabilities":{},"metadata":{"vulnerabilities":{"critical":0,"high":0,"moderate":0,"low":0}}}';
    expect(readAudit(clean, '').vulnerabilities).toMatchObject({ critical: 0 });
  });

  it('lists packages of a lockfile once, without links and with their real names', () => {
    const packages = {
      '': {},
      app: { version: '0.1.0' },
      'node_modules/@transkeep/app': { link: true },
      'node_modules/a': { version: '1.0.0' },
      'app/node_modules/a': { version: '1.0.0' },
      'node_modules/b': { name: '@real/b', version: '2.0.0' },
    };
    expect(lockedPackages({ packages })).toEqual(['a@1.0.0', '@real/b@2.0.0']);
  });
});
