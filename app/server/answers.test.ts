import { describe, expect, test } from 'vitest';
import { DOMAIN_ERROR_CODES } from '../domain/errors.ts';
import { answersWithin } from '../process/answers-within.ts';
import { CODE_OF_STATUS, problem, problemResponses, STATUS_OF } from './problems.ts';
import { contentDisposition, translatedName } from './routes/documents/files.ts';
import { createReadiness } from './routes/system/health.ts';

describe('problems', () => {
  test('every code we know has a client status', () => {
    for (const code of DOMAIN_ERROR_CODES) expect(STATUS_OF[code]).toBeGreaterThanOrEqual(400);
    for (const status of Object.values(STATUS_OF)) expect(status).toBeLessThan(500);
    for (const status of Object.keys(CODE_OF_STATUS)) expect(Number(status)).toBeGreaterThanOrEqual(400);
  });

  test('say status, code and request', () => {
    expect(problem(404, 'not-found', 'Nothing.', 'r-1')).toEqual({
      type: 'about:blank',
      title: 'Not Found',
      status: 404,
      detail: 'Nothing.',
      code: 'not-found',
      requestId: 'r-1',
    });
  });

  test('are documented for what is named and for anything else', () => {
    expect(Object.keys(problemResponses(404, 429))).toEqual(['404', '429', 'default']);
  });
});

describe('download names', () => {
  test.each([
    ['Report.pdf', 'Report.es.pdf'],
    ['REPORT.PDF', 'REPORT.es.pdf'],
    ['report', 'report.es.pdf'],
    ['a.pdf.pdf', 'a.pdf.es.pdf'],
  ])('%s → %s', (name, translated) => {
    expect(translatedName(name, 'es')).toBe(translated);
  });

  test('plain ones stay plain', () => {
    expect(contentDisposition('Report.es.pdf')).toBe('attachment; filename="Report.es.pdf"');
  });

  test.each(['"; filename="evil.exe', 'a\\"b.pdf', 'jardín 中文 (1).pdf', "it's.pdf", '100%.pdf'])(
    'others cannot break out of the header: %s',
    (name) => {
      const header = contentDisposition(name);
      expect(header).toMatch(/^attachment; filename="[^"\\%]*"(; filename\*=UTF-8''[\w.!~%-]+)?$/);
      expect(header).toMatch(/^[\x20-\x7e]*$/);
    },
  );
});

describe('readiness', () => {
  const never = (): Promise<void> => new Promise(() => {});
  const ok = async (): Promise<void> => {};

  test('names what does not answer', async () => {
    const readiness = createReadiness([
      { name: 'database', check: ok },
      { name: 'storage', check: () => Promise.reject(new Error('away')) },
    ]);
    expect(await readiness.failing()).toEqual(['storage']);
  });

  test('waits for nobody for long, and asks once for many', async () => {
    let asked = 0;
    const readiness = createReadiness([
      {
        name: 'hung',
        check: () => {
          asked++;
          return never();
        },
      },
    ]);
    expect(await Promise.all([readiness.failing(), readiness.failing()])).toEqual([['hung'], ['hung']]);
    expect(asked).toBe(1);
  });

  test('is over when the process is on its way out', async () => {
    const readiness = createReadiness([{ name: 'database', check: ok }]);
    expect(await readiness.failing()).toEqual([]);
    readiness.drain();
    expect(await readiness.failing()).toEqual(['shutting down']);
  });

  test('answersWithin is true for an answer in time only', async () => {
    expect(await answersWithin(50, Promise.resolve())).toBe(true);
    expect(await answersWithin(50, Promise.reject(new Error('no')))).toBe(false);
    expect(await answersWithin(5, never())).toBe(false);
  });
});
