import { type ClauseId, type ClauseVerdict, type Threshold, type Thresholds, verdictOf } from '@transkeep/reports/contract/index.ts';
import type { EdgeTlsEvidence } from './evidence.ts';

export const CLAUSES = [
  'SEC-01.tls13',
  'SEC-01.old-tls-refused',
  'SEC-01.hsts',
  'SEC-01.mixed-content',
  'SEC-01.certificate',
  'DEP-13.redirect',
] as const satisfies readonly ClauseId[];

const OLD_VERSIONS = ['TLSv1', 'TLSv1.1', 'TLSv1.2'] as const;
const DAY_MS = 86_400_000;

export function evaluate(evidence: EdgeTlsEvidence, thresholds: Thresholds): readonly ClauseVerdict[] {
  return [
    tls13(evidence),
    oldTlsRefused(evidence),
    hsts(evidence, thresholds('SEC-01.hsts')),
    mixedContent(evidence),
    certificate(evidence, thresholds('SEC-01.certificate')),
    redirect(evidence),
  ];
}

function tls13({ handshakes }: EdgeTlsEvidence): ClauseVerdict {
  const handshake = handshakes.find(({ version }) => version === 'TLSv1.3');
  return verdictOf('SEC-01.tls13', {
    broken: handshake?.outcome === 'refused' ? [`TLS 1.3 was refused (${handshake.detail})`] : [],
    open: !handshake ? ['TLS 1.3 was not tried'] : handshake.outcome === 'silent' ? [`no answer to TLS 1.3 (${handshake.detail})`] : [],
    passed: 'a handshake with TLS 1.3 alone succeeded',
  });
}

/** Only a refusal of the server counts, and only where this machine could have spoken that version. */
function oldTlsRefused({ handshakes }: EdgeTlsEvidence): ClauseVerdict {
  const tried = handshakes.filter(({ version }) => version !== 'TLSv1.3');
  return verdictOf('SEC-01.old-tls-refused', {
    broken: tried.filter(({ outcome }) => outcome === 'accepted').map(({ version }) => `${version} was accepted`),
    open: [
      ...OLD_VERSIONS.filter((version) => !tried.some((handshake) => handshake.version === version)).map(
        (version) => `${version} was not tried`,
      ),
      ...tried.filter(({ outcome }) => outcome === 'silent').map(({ version, detail }) => `no answer to ${version} (${detail})`),
      ...tried
        .filter(({ clientCanSpeak }) => !clientCanSpeak)
        .map(({ version }) => `this machine cannot speak ${version}, so a refusal proves nothing`),
      ...(handshakes.some(({ version, outcome }) => version === 'TLSv1.3' && outcome === 'accepted')
        ? []
        : ['no version at all was accepted']),
    ],
    passed: `refused by the server: ${tried.map(({ version }) => version).join(', ')}`,
  });
}

function hsts({ answers, expectedAnswers }: EdgeTlsEvidence, { limit = Number.POSITIVE_INFINITY }: Threshold): ClauseVerdict {
  const heard = answers.filter(({ status }) => status !== 0);
  const shortest = Math.min(...heard.map((answer) => maxAgeOf(answer.hsts)));
  return verdictOf('SEC-01.hsts', {
    broken: heard
      .filter((answer) => maxAgeOf(answer.hsts) < limit)
      .map((answer) =>
        answer.hsts === null ? `no HSTS on: ${answer.name} (${answer.status})` : `HSTS too short on: ${answer.name} (${answer.hsts})`,
      ),
    open: [
      ...answers.filter(({ status }) => status === 0).map(({ name }) => `no answer: ${name}`),
      ...(expectedAnswers === 0 || answers.length !== expectedAnswers
        ? [`${answers.length} answers found, ${expectedAnswers} expected`]
        : []),
    ],
    passed: `on all ${answers.length} kinds of answers`,
    ...(Number.isFinite(shortest) ? { measured: { value: shortest, unit: 's', samples: heard.length, expected: expectedAnswers } } : {}),
  });
}

/** Seconds; 0 without a header that can be read. */
function maxAgeOf(header: string | null): number {
  return Number(/(?:^|;)\s*max-age="?(\d+)"?\s*(?:;|$)/i.exec(header ?? '')?.[1] ?? 0);
}

function mixedContent({ web: { files, scripts, plainReferences, policy } }: EdgeTlsEvidence): ClauseVerdict {
  return verdictOf('SEC-01.mixed-content', {
    broken: [...plainReferences, ...plainSources(policy ?? '').map((source) => `the content security policy allows ${source}`)],
    open: [
      ...(scripts === 0 ? ['the entry page names no script: the web client was not what was read'] : []),
      ...(policy === null ? ['no content security policy: what scripts load at run time is not bound'] : []),
      ...(policy !== null && !/(?:^|;)\s*default-src\s/.test(policy) ? ['the content security policy has no default-src'] : []),
    ],
    passed: `${files} files without a plain reference, and a policy that allows none`,
    measured: { value: plainReferences.length, unit: 'references', samples: files },
  });
}

/** Sources of a policy that would let plain HTTP in: `*` allows it too. */
function plainSources(policy: string): string[] {
  return policy.split(/[\s;]+/).filter((token) => token === '*' || /^(http|ws):/i.test(token));
}

function certificate(
  { at, certificate: { trusted, problem, namesHost, chain } }: EdgeTlsEvidence,
  { limit = Number.POSITIVE_INFINITY }: Threshold,
): ClauseVerdict {
  const now = Date.parse(at);
  const days = chain.map(({ subject, validFrom, validTo }) => ({
    subject,
    begun: Date.parse(validFrom) <= now,
    left: (Date.parse(validTo) - now) / DAY_MS,
  }));
  const least = days.length > 0 ? Math.min(...days.map(({ left }) => left)) : Number.NaN;
  return verdictOf('SEC-01.certificate', {
    broken: [
      ...(trusted ? [] : [`the certificate is not trusted: ${problem || 'unknown reason'}`]),
      ...(namesHost ? [] : ['the certificate does not name the host']),
      ...days.filter(({ begun }) => !begun).map(({ subject }) => `not valid yet: ${subject}`),
      ...days.filter(({ left }) => left < limit).map(({ subject, left }) => `only ${left.toFixed(1)} days left: ${subject}`),
    ],
    open: [
      ...(chain.length === 0 ? ['no certificate was seen'] : []),
      ...(Number.isNaN(now) || days.some(({ left }) => Number.isNaN(left)) ? ['a date cannot be read'] : []),
    ],
    passed: `trusted, and every link of the chain has at least ${least.toFixed(0)} days left`,
    ...(Number.isFinite(least) ? { measured: { value: Math.round(least * 10) / 10, unit: 'days', samples: chain.length } } : {}),
  });
}

/** 308 keeps method and body as well; 301 and 302 turn a POST into a GET. */
function redirect({ redirects, expectedRedirects }: EdgeTlsEvidence): ClauseVerdict {
  const heard = redirects.filter(({ status }) => status !== 0 && status < 500);
  return verdictOf('DEP-13.redirect', {
    broken: heard
      .filter(({ status, location, expected }) => status !== 308 || location !== expected)
      .map(({ request, status, location }) => `${request} over HTTP answered ${status}${location ? ` to ${location}` : ''}`),
    open: [
      ...redirects.filter((one) => !heard.includes(one)).map(({ request, status }) => `${request} over HTTP gave ${status || 'no answer'}`),
      ...(expectedRedirects === 0 || redirects.length !== expectedRedirects
        ? [`${redirects.length} redirects found, ${expectedRedirects} expected`]
        : []),
    ],
    passed: `${redirects.length} requests over HTTP, each sent to the same host and path over HTTPS with 308`,
  });
}
