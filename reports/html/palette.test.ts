import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contrast } from './contrast.ts';

const css = readFileSync(new URL('./style/base.css', import.meta.url), 'utf8');
const COLOURS = new Map(
  [...css.matchAll(/--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(([, name, light, dark]) => [name, [light, dark]]),
);

function colour(name: string, scheme: number): string {
  const value = COLOURS.get(name)?.[scheme];
  if (!value) throw new Error(`base.css has no colour --${name}`);
  return value;
}

const TEXT_ON: readonly (readonly [text: string, grounds: readonly string[]])[] = [
  ...['ink', 'ink-2', 'link'].map((text) => [text, ['paper', 'surface', 'sunken']] as const),
  ['ink', ['pass-tint', 'fail-tint', 'open-tint', 'waived-tint']],
  ...['pass', 'fail', 'open', 'waived'].map((tone) => [tone, ['paper', 'surface', 'sunken']] as const),
];

describe.each([
  ['light', 0],
  ['dark', 1],
])('%s', (_, scheme) => {
  it.each(TEXT_ON.flatMap(([text, grounds]) => grounds.map((ground) => [text, ground])))(
    '%s reads on %s (WCAG AA, 4.5 : 1)',
    (text = '', ground = '') => {
      expect(contrast(colour(text, scheme), colour(ground, scheme))).toBeGreaterThanOrEqual(4.5);
    },
  );

  it.each(['pass', 'fail', 'open', 'waived', 'focus', 'rule-2'])('%s stands out as a shape (WCAG AA, 3 : 1)', (name) => {
    expect(contrast(colour(name, scheme), colour('paper', scheme))).toBeGreaterThanOrEqual(3);
  });
});
