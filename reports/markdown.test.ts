import { describe, expect, it } from 'vitest';
import { hostileRun } from './fixtures/hostile.ts';
import { goRun, inconclusiveRun, noGoRun, SAMPLE_RUNS } from './fixtures/runs.ts';
import { escapeMarkdown, MARKDOWN_LIMIT_BYTES, renderMarkdown } from './markdown.ts';

describe('renderMarkdown', () => {
  it('puts the verdict first and what fails before everything else', () => {
    const text = renderMarkdown(noGoRun());
    expect(text.startsWith('# ❌ NO-GO\n')).toBe(true);
    const order = [
      'PERF-02 Answers',
      'SEC-05 No user',
      'Undecided, by reason',
      'Since the last GO',
      '<b>Waivers</b>',
      '<b>Deployment</b>',
    ].map((part) => text.indexOf(part));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order).not.toContain(-1);
  });

  it('says what caps the run', () => {
    const text = renderMarkdown(inconclusiveRun());
    expect(text).toContain('This run could not have been GO');
    expect(text).toContain('uncommitted changes in 3 files');
  });

  it.each(Object.entries(SAMPLE_RUNS))('%s stays within its size, and closes what it opens', (_, make) => {
    const text = renderMarkdown(make());
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MARKDOWN_LIMIT_BYTES);
    expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
  });

  it.each([200, 1500, 4000])('leaves whole parts out from the end at %d bytes, and says so', (limit) => {
    const text = renderMarkdown(noGoRun(), limit);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(limit);
    expect(text).toContain('NO-GO');
    expect(text).toMatch(/\d+\u00a0parts? left out/);
    expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
  });

  it('stays within its size when every criterion fails with long reasons', () => {
    const run = goRun();
    const long = run.criteria.map((criterion) => ({
      ...criterion,
      verdict: 'FAIL' as const,
      clauses: criterion.clauses.map((clause) => ({ ...clause, verdict: 'FAIL' as const, reason: 'ß'.repeat(2000) })),
    }));
    const text = renderMarkdown({ ...run, verdict: 'NO-GO', criteria: long });
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MARKDOWN_LIMIT_BYTES);
    expect(text).toContain('59\u00a0must-pass criteria fail');
  });
});

describe('escapeMarkdown', () => {
  it.each([
    ['a|b\n# c', 'a\\|b #<!-- --> c'],
    ['<img src=x>', '&lt;img src=x&gt;'],
    ['[x](http://e.example)', '\\[x\\](http&#58;//e.example)'],
    ['@team #12', '@<!-- -->team #<!-- -->12'],
    ['- item', '\\- item'],
    ['1. item', '1\\. item'],
    ['`code` *b* _i_', '\\`code\\` \\*b\\* \\_i\\_'],
    ['p95 is 2.31 s (PERF-02)', 'p95 is 2.31 s (PERF-02)'],
  ])('%j', (text, escaped) => {
    expect(escapeMarkdown(text)).toBe(escaped);
  });

  it('keeps a hostile run inside its tables', () => {
    const text = renderMarkdown(hostileRun());
    const lines = text.split('\n').filter((line) => line.startsWith('| '));
    expect(lines.length).toBeGreaterThan(64);
    for (const line of lines) expect([4, 5, 6]).toContain(line.match(/(?<!\\)\|/g)?.length);
    expect(text).not.toMatch(/<(script|img|svg)/);
  });
});
