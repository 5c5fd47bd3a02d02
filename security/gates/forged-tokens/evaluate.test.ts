import { sec } from '@transkeep/qa/criteria/sec.ts';
import { describe, expect, it } from 'vitest';
import { forgeries, hmacToken } from '../../material/forged-token.ts';
import { CLAUSES, evaluate } from './evaluate.ts';
import type { ForgedTokensEvidence } from './evidence.ts';

const operations = ['getMe', 'listDocuments', 'deleteDocument'];
const material = {
  honestToken: hmacToken({ alg: 'HS256', typ: 'JWT' }, { iss: 'https://here', aud: 'api', sub: 'victim', iat: 1, exp: 2 }, 'k'.repeat(48)),
  otherToken: hmacToken({ alg: 'HS256', typ: 'JWT' }, { iss: 'https://here', aud: 'api', sub: 'other', iat: 1, exp: 2 }, 'k'.repeat(48)),
  secret: 'k'.repeat(48),
  refreshToken: 'opaque',
  now: 1_000,
};
const tried = forgeries(material).map(({ id, weakness }) => ({ id, weakness }));

function evidence(
  status: (operation: string, forgery: string) => number = () => 401,
  change: Partial<ForgedTokensEvidence> = {},
): ForgedTokensEvidence {
  return {
    operations,
    forgeries: tried,
    expectedAttempts: operations.length * tried.length,
    attempts: operations.flatMap((operation) => tried.map(({ id }) => ({ operation, forgery: id, status: status(operation, id) }))),
    controls: operations.map((operation) => ({ operation, status: 200 })),
    ...change,
  };
}

const verdicts = (given: ForgedTokensEvidence) => Object.fromEntries(evaluate(given).map(({ clause, verdict }) => [clause, verdict]));
const allOf = (verdict: string) => Object.fromEntries(CLAUSES.map((clause) => [clause, verdict]));

describe('forged tokens', () => {
  it('answers every clause of SEC-02', () => {
    const catalogue = sec.find(({ id }) => id === 'SEC-02')?.clauses.map(({ id }) => id);
    expect(evaluate(evidence()).map(({ clause }) => clause)).toEqual(catalogue);
  });

  it('passes when every forgery got 401', () => {
    expect(verdicts(evidence())).toEqual(allOf('PASS'));
  });

  it.each([200, 204, 302, 400, 403, 404])('fails the clause of a forgery that got %i, and only that', (status) => {
    const given = evidence((operation, forgery) => (operation === 'getMe' && forgery === 'nOnE' ? status : 401));
    expect(verdicts(given)).toEqual({ ...allOf('PASS'), 'SEC-02.alg-none': 'FAIL' });
    expect(evaluate(given).find(({ clause }) => clause === 'SEC-02.alg-none')?.reason).toBe(`getMe answered ${status} to nOnE`);
  });

  it.each([0, 429, 500, 503])('takes %i for no refusal', (status) => {
    const given = evidence((operation, forgery) => (operation === 'getMe' && forgery === 'an-hour-ago' ? status : 401));
    expect(verdicts(given)).toEqual({ ...allOf('PASS'), 'SEC-02.expired': 'INCONCLUSIVE' });
  });

  it('proves nothing when the honest token is refused too', () => {
    const controls = operations.map((operation) => ({ operation, status: operation === 'getMe' ? 401 : 200 }));
    expect(verdicts(evidence(undefined, { controls }))).toEqual(allOf('INCONCLUSIVE'));
  });

  it('fails even where controls are missing: an accepted forgery is proof enough', () => {
    const given = evidence((_, forgery) => (forgery === 'another-issuer' ? 200 : 401), { controls: [] });
    expect(verdicts(given)).toEqual({ ...allOf('INCONCLUSIVE'), 'SEC-02.issuer': 'FAIL' });
  });

  it.each<[string, Partial<ForgedTokensEvidence>]>([
    ['no attempt', { attempts: [] }],
    ['one attempt lost', { attempts: evidence().attempts.slice(1) }],
    ['no operation', { operations: [], attempts: [], expectedAttempts: 0 }],
    [
      'an operation lost with its attempts',
      { operations: operations.slice(1), attempts: evidence().attempts.filter(({ operation }) => operation !== 'getMe') },
    ],
    ['no forgery', { forgeries: [], attempts: [] }],
  ])('is inconclusive with %s', (_, change) => {
    expect(verdicts(evidence(undefined, change))).toEqual(allOf('INCONCLUSIVE'));
  });
});
