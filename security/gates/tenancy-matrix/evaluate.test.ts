import type { ClauseId } from '@transkeep/reports/contract/index.ts';
import { describe, expect, it } from 'vitest';
import { CLAUSES, evaluate } from './evaluate.ts';
import type { TenancyArea, TenancyEvidence } from './evidence.ts';
import { areaOf, comparable } from './matrix.ts';

const operations: [id: string, area: TenancyArea, writes: boolean][] = [
  ['getDocument', 'documents', false],
  ['deleteDocument', 'documents', true],
  ['updateBlock', 'blocks', true],
  ['getTranslation', 'files', false],
  ['streamDocumentEvents', 'events', false],
];

const table = {
  table: 'public.documents',
  rowSecurity: true,
  ownerRows: 2,
  otherRows: 1,
  nobodyRows: 0,
  sharedRows: 0,
  leftAfterDelete: 2,
  handedOver: false,
};

const good: TenancyEvidence = {
  operations: [...operations.map(([id]) => id), 'listDocuments'],
  uncovered: [],
  expectedAttempts: 10,
  controls: operations.map(([operation, area]) => ({ operation, area, status: 200 })),
  attempts: operations.flatMap(([operation, area, writes]) =>
    ['other user', 'admin'].map((identity) => ({
      operation,
      area,
      identity,
      status: 404,
      missingStatus: 404,
      likeMissing: true,
      ownerUnchanged: writes ? true : null,
    })),
  ),
  lists: [{ operation: 'listDocuments', identity: 'other user', status: 200, leaked: [] }],
  ownerListed: true,
  database: { role: 'transkeep_app', superuser: false, bypassesRowSecurity: false, ownsTables: 0, tables: [table], deadlocks: 0 },
  sessions: { otherBefore: true, otherAfter: false, ownerAccess: 200, ownerRefreshed: true, madeUpRefused: true, belongsToAsker: true },
};

const verdicts = (change: Partial<TenancyEvidence>) =>
  Object.fromEntries(evaluate({ ...good, ...change }).map(({ clause, verdict }) => [clause, verdict]));
const reason = (change: Partial<TenancyEvidence>, clause: ClauseId) =>
  evaluate({ ...good, ...change }).find((verdict) => verdict.clause === clause)?.reason;
const measured = (change: Partial<TenancyEvidence>, clause: ClauseId) =>
  evaluate({ ...good, ...change }).find((verdict) => verdict.clause === clause)?.measured;
const all = (verdict: string) => Object.fromEntries(CLAUSES.map((clause) => [clause, verdict]));
const changed = (operation: string, change: Partial<TenancyEvidence['attempts'][number]>) => ({
  attempts: good.attempts.map((attempt) =>
    attempt.operation === operation && attempt.identity === 'other user' ? { ...attempt, ...change } : attempt,
  ),
});

describe('tenancy matrix', () => {
  it('passes every clause when others get what a missing id gets', () => {
    expect(verdicts({})).toEqual(all('PASS'));
  });

  it.each<[string, Partial<TenancyEvidence['attempts'][number]>, ClauseId, string]>([
    ['getDocument', { status: 200 }, 'SEC-05.documents', 'getDocument answered 200 to the other user'],
    ['getTranslation', { status: 403 }, 'SEC-05.files', 'getTranslation answered 403 to the other user'],
    [
      'streamDocumentEvents',
      { likeMissing: false },
      'SEC-05.events',
      'streamDocumentEvents tells the other user another’s id from a missing one',
    ],
    ['updateBlock', { ownerUnchanged: false }, 'SEC-05.blocks', 'updateBlock by the other user changed what the owner sees'],
  ])('fails only the area of %s with %o', (operation, change, clause, text) => {
    expect(verdicts(changed(operation, change))).toEqual({ ...all('PASS'), [clause]: 'FAIL' });
    expect(reason(changed(operation, change), clause)).toBe(text);
    expect(measured(changed(operation, change), clause)).toEqual({
      value: 1,
      unit: 'reached',
      samples: clause === 'SEC-05.documents' ? 5 : 2,
    });
  });

  it('fails when a list shows something of the owner', () => {
    const lists = [{ operation: 'listDocuments', identity: 'other user', status: 200, leaked: ['file name'] }];
    expect(reason({ lists }, 'SEC-05.documents')).toBe('listDocuments shows the other user the owner’s file name');
    expect(measured({ lists }, 'SEC-05.documents')?.value).toBe(1);
  });

  it.each<[string, Partial<TenancyEvidence>, Record<string, string>]>([
    ['an attempt got no answer', changed('getDocument', { status: 0 }), { 'SEC-05.documents': 'INCONCLUSIVE' }],
    ['an attempt met the rate limit', changed('updateBlock', { status: 429 }), { 'SEC-05.blocks': 'INCONCLUSIVE' }],
    ['the server broke', changed('getTranslation', { missingStatus: 500 }), { 'SEC-05.files': 'INCONCLUSIVE' }],
    ['the owner’s list is empty', { ownerListed: false }, { 'SEC-05.documents': 'INCONCLUSIVE' }],
    ['the list is broken', { lists: good.lists.map((list) => ({ ...list, status: 500 })) }, { 'SEC-05.documents': 'INCONCLUSIVE' }],
    [
      'the owner is refused too',
      { controls: good.controls.map((control) => (control.operation === 'updateBlock' ? { ...control, status: 404 } : control)) },
      { 'SEC-05.blocks': 'INCONCLUSIVE' },
    ],
  ])('is inconclusive where %s', (_, change, expected) => {
    expect(verdicts(change)).toEqual({ ...all('PASS'), ...expected });
  });

  it.each<[string, Partial<TenancyEvidence>]>([
    ['nothing was tried', { attempts: [], lists: [] }],
    ['an attempt was lost', { attempts: good.attempts.slice(1) }],
    ['an operation could not be tried', { uncovered: ['getInvoice'] }],
    ['an operation was left out', { operations: [...good.operations, 'getInvoice'] }],
  ])('is inconclusive in every area when %s', (_, change) => {
    const { 'SEC-05.row-security': rows, 'SEC-05.sessions': sessions, ...areas } = verdicts(change);
    expect([rows, sessions]).toEqual(['PASS', 'PASS']);
    expect(new Set(Object.values(areas))).toEqual(new Set(['INCONCLUSIVE']));
  });
});

describe('row security', () => {
  const withTable = (change: Partial<typeof table>) => ({ database: { ...good.database, tables: [{ ...table, ...change }] } });

  it.each<[string, Partial<TenancyEvidence>]>([
    ['the role is a superuser', { database: { ...good.database, superuser: true } }],
    ['the role bypasses policies', { database: { ...good.database, bypassesRowSecurity: true } }],
    ['the role owns tables', { database: { ...good.database, ownsTables: 3 } }],
    ['a table has no policy', withTable({ rowSecurity: false })],
    ['rows are shared', withTable({ sharedRows: 1 })],
    ['nobody sees rows', withTable({ nobodyRows: 1 })],
    ['others delete', withTable({ leftAfterDelete: 1 })],
    ['others write in the owner’s name', withTable({ handedOver: true })],
  ])('fails when %s', (_, change) => {
    expect(verdicts(change)).toEqual({ ...all('PASS'), 'SEC-05.row-security': 'FAIL' });
  });

  it.each<[string, Partial<TenancyEvidence>]>([
    ['there is no table', { database: { ...good.database, tables: [] } }],
    ['the owner has no rows', withTable({ ownerRows: 0, leftAfterDelete: 0 })],
    ['the other has no rows', withTable({ otherRows: 0 })],
  ])('is inconclusive when %s', (_, change) => {
    expect(verdicts(change)).toEqual({ ...all('PASS'), 'SEC-05.row-security': 'INCONCLUSIVE' });
  });
});

it('deadlocks that were tried again are said', () => {
  expect(reason({ database: { ...good.database, deadlocks: 2 } }, 'SEC-05.row-security')).toMatch(
    /; 2 transactions were tried again after a deadlock$/,
  );
});

describe('sessions', () => {
  it.each<[string, Partial<TenancyEvidence['sessions']>, string]>([
    ['FAIL', { ownerAccess: 401 }, 'another’s signing out'],
    ['FAIL', { ownerRefreshed: false }, 'another’s signing out'],
    ['FAIL', { otherAfter: true }, 'nothing was ended'],
    ['FAIL', { madeUpRefused: false }, 'made up'],
    ['FAIL', { belongsToAsker: false }, 'somebody else'],
    ['INCONCLUSIVE', { otherBefore: false }, 'no session'],
    ['INCONCLUSIVE', { ownerAccess: 0 }, 'no answer'],
  ])('%s with %o', (verdict, change) => {
    expect(verdicts({ sessions: { ...good.sessions, ...change } })).toEqual({ ...all('PASS'), 'SEC-05.sessions': verdict });
  });
});

describe('what the matrix compares', () => {
  it('leaves ids and request ids aside, and nothing else', () => {
    const answer = (id: string, requestId: string, title: string) => ({
      status: 404,
      headers: { 'content-type': 'application/problem+json' },
      body: Buffer.from(JSON.stringify({ instance: `/documents/${id}`, requestId, title })),
    });
    const mine = comparable(answer('4711', 'r1', 'Not found'), { documentId: '4711' });
    expect(comparable(answer('4712', 'r2', 'Not found'), { documentId: '4712' })).toBe(mine);
    expect(comparable(answer('4712', 'r2', 'Not yours'), { documentId: '4712' })).not.toBe(mine);
  });

  it.each<[TenancyArea, string, string[], string[]]>([
    ['events', '/documents/{documentId}/events', ['documentId'], ['text/event-stream']],
    ['files', '/documents/{documentId}/translation', ['documentId'], ['application/pdf']],
    ['blocks', '/documents/{documentId}/blocks/{blockId}', ['documentId', 'blockId'], ['application/json']],
    ['documents', '/documents/{documentId}', ['documentId'], ['application/json']],
  ])('counts as %s: %s', (area, path, params, answers) => {
    expect(areaOf({ path, params, answers })).toBe(area);
  });
});
