import { type ClauseId, type ClauseVerdict, verdictOf } from '@transkeep/reports/contract/index.ts';
import { ACCEPTED_FINDINGS } from './accepted-findings.ts';
import type { SupplyChainEvidence } from './evidence.ts';
import { exceptionFor, isAllowed } from './licence-policy.ts';

export const CLAUSES = [
  'SEC-15.secrets-code',
  'SEC-15.secrets-history',
  'SEC-15.advisories',
  'SEC-15.sbom',
  'SEC-15.licences',
] as const satisfies readonly ClauseId[];

export function evaluate(evidence: SupplyChainEvidence): readonly ClauseVerdict[] {
  const { code, history, sbom } = evidence;
  return [secretsInCode(code), secretsInHistory(history), judgeAdvisories(evidence), judgeBill(sbom), licences(sbom)];
}

function secretsInCode({ tracked, scanned, binary, findings, control }: SupplyChainEvidence['code']): ClauseVerdict {
  const found = unaccepted(findings);
  return verdictOf('SEC-15.secrets-code', {
    broken: found,
    open: [
      ...brokenControl(control),
      ...(tracked === 0 ? ['git tracks no file'] : []),
      ...(scanned + binary.length === tracked ? [] : [`${scanned} of ${tracked} tracked files were read, ${binary.length} are not text`]),
    ],
    passed: `${scanned} files read, ${binary.length} that are not text left out`,
    measured: { value: found.length, unit: 'findings', samples: scanned + binary.length, expected: tracked },
  });
}

function secretsInHistory({
  shallow,
  commits,
  scannedCommits,
  addedLines,
  findings,
  control,
}: SupplyChainEvidence['history']): ClauseVerdict {
  const found = unaccepted(findings);
  return verdictOf('SEC-15.secrets-history', {
    broken: found,
    open: [
      ...brokenControl(control),
      ...(shallow ? ['this is a shallow clone: its history is not here'] : []),
      ...(commits === 0 ? ['there is no commit'] : []),
      ...(addedLines === 0 ? ['no line was read'] : []),
      ...(scannedCommits === commits ? [] : [`${scannedCommits} of ${commits} commits were read`]),
    ],
    passed: `${commits} commits, ${addedLines} lines that they added`,
    measured: { value: found.length, unit: 'findings', samples: scannedCommits, expected: commits },
  });
}

function unaccepted(findings: SupplyChainEvidence['code']['findings']): string[] {
  return findings
    .filter(({ fingerprint }) => !ACCEPTED_FINDINGS.some((accepted) => accepted.fingerprint === fingerprint))
    .map(({ where, line, rule, fingerprint }) => `${where}, line ${line}: ${rule} (${fingerprint})`);
}

function brokenControl({ planted, found }: SupplyChainEvidence['code']['control']): string[] {
  return planted > 0 && found === planted ? [] : [`the scanner found ${found} of ${planted} planted secrets`];
}

function judgeAdvisories({ advisories, sbom }: SupplyChainEvidence): ClauseVerdict {
  const { vulnerabilities, problem, controlCritical } = advisories;
  return verdictOf('SEC-15.advisories', {
    broken: (vulnerabilities?.critical ?? 0) > 0 ? [`critical: ${vulnerabilities?.packages.join(', ') || vulnerabilities?.critical}`] : [],
    open: [
      ...(vulnerabilities ? [] : [`the registry gives no advisories: ${problem || 'no answer'}`]),
      ...(vulnerabilities && !controlCritical
        ? [`the registry does not know a famous critical advisory, so its silence proves nothing${problem ? `: ${problem}` : ''}`]
        : []),
    ],
    passed: `no critical advisory; high ${vulnerabilities?.high ?? 0}, moderate ${vulnerabilities?.moderate ?? 0}`,
    ...(vulnerabilities ? { measured: { value: vulnerabilities.critical, unit: 'advisories', samples: sbom.lockfilePackages } } : {}),
  });
}

function judgeBill({ exitCode, lockfilePackages, missing, packages }: SupplyChainEvidence['sbom']): ClauseVerdict {
  const made = exitCode === 0 && packages.length > 0;
  return verdictOf('SEC-15.sbom', {
    broken:
      made && missing.length > 0 ? [`${missing.length} packages of the lockfile are not listed: ${missing.slice(0, 3).join(', ')}`] : [],
    open: [
      ...(made ? [] : [`npm sbom ended with code ${exitCode} and ${packages.length} packages`]),
      ...(lockfilePackages === 0 ? ['the lockfile names no package'] : []),
    ],
    passed: `${packages.length} packages, all ${lockfilePackages} of the lockfile among them`,
    measured: { value: packages.length, unit: 'packages', samples: lockfilePackages - missing.length, expected: lockfilePackages },
  });
}

function licences({ packages, lockfilePackages, missing }: SupplyChainEvidence['sbom']): ClauseVerdict {
  const licensed = packages.map(({ name, version, licence }) => ({
    name,
    version,
    licence: licence ?? exceptionFor(name)?.licence ?? null,
  }));
  const refused = licensed.filter(({ licence }) => licence !== null && !isAllowed(licence));
  const unknown = licensed.filter(({ licence }) => licence === null);
  return verdictOf('SEC-15.licences', {
    broken: refused.map(({ name, version, licence }) => `${name}@${version} is ${licence}`),
    open: [
      ...(packages.length === 0 ? ['no package was listed'] : []),
      ...(missing.length > 0 ? [`${missing.length} packages are not listed`] : []),
      ...unknown.map(({ name, version }) => `${name}@${version} names no licence`),
    ],
    passed: `${packages.length} packages, each under an allowed licence`,
    measured: { value: refused.length, unit: 'packages', samples: packages.length, expected: lockfilePackages },
  });
}
