import { describe, expect, it } from 'vitest';
import { goodSide, scaleFor } from './scale.ts';

describe('goodSide', () => {
  it.each([
    ['p95 < 2 s', 'below'],
    ['≤ 1 %', 'below'],
    ['at most 200 kB', 'below'],
    ['no more than 3', 'below'],
    ['≥ 90 %', 'above'],
    ['> 80 % lines', 'above'],
    ['at least 2', 'above'],
    ['holds for every case', undefined],
    ['≥ 2 and ≤ 5 tasks', undefined],
  ])('%s → %s', (threshold, side) => {
    expect(goodSide(threshold)).toBe(side);
  });
});

describe('scaleFor', () => {
  it('starts at zero and leaves air on the right', () => {
    const scale = scaleFor([0.3, 2]);
    expect(scale).toMatchObject({ low: 0, kind: 'linear', zoomed: false });
    expect(scale.at(0)).toBe(0);
    expect(scale.at(2)).toBeGreaterThan(80);
    expect(scale.at(2)).toBeLessThan(95);
  });

  it('turns logarithmic when the values lie far apart', () => {
    const scale = scaleFor([0.02, 2]);
    expect(scale.kind).toBe('log');
    expect(scale.at(0.2)).toBeCloseTo(50, 0);
  });

  it('zooms in when the values lie close together far from zero, but never beyond what is possible', () => {
    const scale = scaleFor([0.9998, 0.999], 1);
    expect(scale.zoomed).toBe(true);
    expect(scale.low).toBeGreaterThan(0.99);
    expect(scale.high).toBeLessThanOrEqual(1);
    expect(scale.at(0.9998) - scale.at(0.999)).toBeGreaterThan(40);
  });

  it.each([[[0, 0]], [[5]], [[-3, -1]], [[-2, 4]], [[0, 7]], [[1e-9, 1e9]]])('keeps %j inside the line', (values) => {
    const scale = scaleFor(values);
    for (const value of values) {
      expect(scale.at(value)).toBeGreaterThanOrEqual(0);
      expect(scale.at(value)).toBeLessThanOrEqual(100);
    }
  });
});
