import type { ClauseId, Thresholds } from '@transkeep/reports/contract/index.ts';
import { describe, expect, it } from 'vitest';
import { CLAUSES, evaluate } from './evaluate.ts';
import type { EdgeTlsEvidence } from './evidence.ts';
import { assetsIn, plainLoads } from './web-build.ts';

const thresholds: Thresholds = (clause) => ({ text: clause, limit: clause === 'SEC-01.hsts' ? 31_536_000 : 21 });

const link = (subject: string, validTo: string) => ({ subject, validFrom: '2026-11-01T00:00:00.000Z', validTo });
const good: EdgeTlsEvidence = {
  at: '2026-11-22T12:00:00.000Z',
  handshakes: [
    { version: 'TLSv1', outcome: 'refused', detail: 'alert', clientCanSpeak: true },
    { version: 'TLSv1.1', outcome: 'refused', detail: 'alert', clientCanSpeak: true },
    { version: 'TLSv1.2', outcome: 'refused', detail: 'alert', clientCanSpeak: true },
    { version: 'TLSv1.3', outcome: 'accepted', detail: 'TLSv1.3', clientCanSpeak: true },
  ],
  certificate: {
    trusted: true,
    problem: '',
    namesHost: true,
    chain: [link('leaf', '2026-12-22T12:00:00.000Z'), link('root', '2036-01-01T00:00:00.000Z')],
  },
  answers: [
    { name: 'entry page', status: 200, hsts: 'max-age=63072000; includeSubDomains' },
    { name: 'API, refused', status: 401, hsts: 'max-age=31536000' },
  ],
  expectedAnswers: 2,
  web: {
    files: 5,
    scripts: 1,
    plainReferences: [],
    inScripts: ['/assets/a.js: http://www.w3.org/2000/svg'],
    policy: "default-src 'self'; img-src 'self' data:",
  },
  redirects: [{ request: 'GET /', status: 308, location: 'https://localhost:8443/', expected: 'https://localhost:8443/' }],
  expectedRedirects: 1,
};

const verdicts = (change: Partial<EdgeTlsEvidence>) =>
  Object.fromEntries(evaluate({ ...good, ...change }, thresholds).map(({ clause, verdict }) => [clause, verdict]));
const all = Object.fromEntries(CLAUSES.map((clause) => [clause, 'PASS']));
const handshakes = (version: string, change: Partial<EdgeTlsEvidence['handshakes'][number]>) => ({
  handshakes: good.handshakes.map((handshake) => (handshake.version === version ? { ...handshake, ...change } : handshake)),
});
const certificate = (change: Partial<EdgeTlsEvidence['certificate']>) => ({ certificate: { ...good.certificate, ...change } });
const web = (change: Partial<EdgeTlsEvidence['web']>) => ({ web: { ...good.web, ...change } });
const redirects = (change: Partial<EdgeTlsEvidence['redirects'][number]>) => ({
  redirects: good.redirects.map((one) => ({ ...one, ...change })),
});

describe('edge', () => {
  it('passes every clause', () => {
    expect(verdicts({})).toEqual(all);
  });

  it.each<[string, Partial<EdgeTlsEvidence>, ClauseId]>([
    ['TLS 1.3 refused', handshakes('TLSv1.3', { outcome: 'refused' }), 'SEC-01.tls13'],
    ['TLS 1.2 accepted', handshakes('TLSv1.2', { outcome: 'accepted' }), 'SEC-01.old-tls-refused'],
    [
      'HSTS missing on a refusal',
      { answers: [good.answers[0] as never, { name: 'API, refused', status: 401, hsts: null }] },
      'SEC-01.hsts',
    ],
    ['HSTS of a minute', { answers: good.answers.map((answer) => ({ ...answer, hsts: 'max-age=60' })) }, 'SEC-01.hsts'],
    ['HSTS that cannot be read', { answers: good.answers.map((answer) => ({ ...answer, hsts: 'maxage=63072000' })) }, 'SEC-01.hsts'],
    ['an image over HTTP', web({ plainReferences: ['/: http://cdn.example/logo.png'] }), 'SEC-01.mixed-content'],
    ['a policy with http:', web({ policy: "default-src 'self' http:" }), 'SEC-01.mixed-content'],
    ['a policy with *', web({ policy: 'default-src *' }), 'SEC-01.mixed-content'],
    ['an untrusted certificate', certificate({ trusted: false, problem: 'SELF_SIGNED_CERT_IN_CHAIN' }), 'SEC-01.certificate'],
    ['a certificate of another host', certificate({ namesHost: false }), 'SEC-01.certificate'],
    ['a leaf of 12 hours', certificate({ chain: [link('leaf', '2026-11-23T00:00:00.000Z')] }), 'SEC-01.certificate'],
    [
      'an intermediate that ends before its leaf',
      certificate({ chain: [link('leaf', '2027-01-01T00:00:00.000Z'), link('intermediate', '2026-11-29T00:00:00.000Z')] }),
      'SEC-01.certificate',
    ],
    [
      'a certificate of tomorrow',
      certificate({ chain: [{ ...link('leaf', '2027-01-01T00:00:00.000Z'), validFrom: '2026-11-23T00:00:00.000Z' }] }),
      'SEC-01.certificate',
    ],
    ['no redirect', redirects({ status: 200, location: null }), 'DEP-13.redirect'],
    ['a redirect that drops the port', redirects({ location: 'https://localhost/' }), 'DEP-13.redirect'],
    ['a redirect that drops the method', redirects({ status: 302 }), 'DEP-13.redirect'],
  ])('fails one clause: %s', (_, change, clause) => {
    expect(verdicts(change)).toMatchObject({ [clause]: 'FAIL' });
    expect(Object.values(verdicts(change)).filter((verdict) => verdict === 'FAIL')).toHaveLength(1);
  });

  it.each<[string, Partial<EdgeTlsEvidence>, readonly ClauseId[]]>([
    ['no handshake', { handshakes: [] }, ['SEC-01.tls13', 'SEC-01.old-tls-refused']],
    [
      'an edge that does not answer',
      { handshakes: good.handshakes.map((one) => ({ ...one, outcome: 'silent' as const })) },
      ['SEC-01.tls13', 'SEC-01.old-tls-refused'],
    ],
    ['a version left out', { handshakes: good.handshakes.slice(1) }, ['SEC-01.old-tls-refused']],
    ['a machine that cannot speak TLS 1.0', handshakes('TLSv1', { clientCanSpeak: false }), ['SEC-01.old-tls-refused']],
    ['no answers', { answers: [], expectedAnswers: 0 }, ['SEC-01.hsts']],
    ['an answer lost', { answers: good.answers.slice(1) }, ['SEC-01.hsts']],
    [
      'an answer that did not come',
      { answers: [...good.answers.slice(1), { name: 'entry page', status: 0, hsts: null }] },
      ['SEC-01.hsts'],
    ],
    ['a page without scripts', web({ scripts: 0 }), ['SEC-01.mixed-content']],
    ['no policy', web({ policy: null }), ['SEC-01.mixed-content']],
    ['a policy without a default', web({ policy: "img-src 'self'" }), ['SEC-01.mixed-content']],
    ['no certificate', certificate({ chain: [] }), ['SEC-01.certificate']],
    ['a date that cannot be read', certificate({ chain: [link('leaf', 'soon')] }), ['SEC-01.certificate']],
    ['no redirect tried', { redirects: [], expectedRedirects: 0 }, ['DEP-13.redirect']],
    ['a redirect without an answer', redirects({ status: 0, location: null }), ['DEP-13.redirect']],
  ])('is inconclusive with %s', (_, change, clauses) => {
    expect(verdicts(change)).toEqual({ ...all, ...Object.fromEntries(clauses.map((clause) => [clause, 'INCONCLUSIVE'])) });
  });
});

describe('reading the web build', () => {
  it('finds scripts and styles in pages and chunks', () => {
    expect(assetsIn('<script src="/assets/index-Ab12Cd34.js"></script><link href="/assets/index-Xy98Zw76.css">')).toEqual([
      '/assets/index-Ab12Cd34.js',
      '/assets/index-Xy98Zw76.css',
    ]);
    expect(assetsIn('import("./review-page-12HI9AzR.js"),["assets/pdf-00aa11bb.css"]')).toEqual([
      '/assets/review-page-12HI9AzR.js',
      '/assets/pdf-00aa11bb.css',
    ]);
  });

  it('knows what loads from what only names or leads away', () => {
    expect(plainLoads('/', '<a href="http://a.example/">x</a><svg xmlns="http://www.w3.org/2000/svg"/>')).toEqual([]);
    expect(plainLoads('/', '<img src="http://a.example/i.png"><link rel=x href="http://b.example/s.css">')).toHaveLength(2);
    expect(plainLoads('/s.css', 'body{background:url(\'http://a.example/i.png\')}@import "http://b.example/t.css";')).toHaveLength(2);
  });
});
