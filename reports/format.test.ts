import { describe, expect, it } from 'vitest';
import { count, formatDuration, formatQuantity, formatTime } from './format.ts';

const spaced = (text: string) => text.replaceAll('\u00a0', ' ');

describe('formatQuantity', () => {
  it.each([
    [0.0123, 'share', '1.23 %'],
    [0.07, 'share', '7 %'],
    [0.31, 's', '0.31 s'],
    [41_213, 'samples', '41,213 samples'],
    [0.934, '', '0.934'],
    [0, 'attempts', '0 attempts'],
    [31_536_000, 's', '365 days'],
    [86_400, 's', '86,400 s'],
  ])('%d %s → %s', (value, unit, text) => {
    expect(spaced(formatQuantity(value, unit))).toBe(text);
  });

  it('never rounds a value onto the limit that it misses', () => {
    expect(spaced(formatQuantity(1.99996, 's', 2))).toBe('1.99996 s');
    expect(spaced(formatQuantity(0.0099999, 'share', 0.01))).toBe('0.99999 %');
    expect(spaced(formatQuantity(2, 's', 2))).toBe('2 s');
  });
});

describe('formatDuration', () => {
  it.each([
    [0, '0 ms'],
    [850, '850 ms'],
    [12_420, '12.4 s'],
    [59_960, '1 min 00 s'],
    [192_000, '3 min 12 s'],
    [3_840_000, '1 h 04 min'],
    [Number.NaN, 'unknown'],
    [-1, 'unknown'],
  ])('%d ms → %s', (ms, text) => {
    expect(spaced(formatDuration(ms))).toBe(text);
  });
});

describe('formatTime', () => {
  it('writes UTC, and leaves alone what is no time', () => {
    expect(spaced(formatTime('2026-11-20T21:04:00.000Z'))).toBe('20 Nov 2026, 21:04:00 UTC');
    expect(formatTime('yesterday')).toBe('yesterday');
  });
});

describe('count', () => {
  it('knows one from many', () => {
    expect(spaced(count(1, 'criterion', 'criteria'))).toBe('1 criterion');
    expect(spaced(count(0, 'gate'))).toBe('0 gates');
  });
});
