import type { Threshold } from '@transkeep/reports/contract/index.ts';

type Direction = NonNullable<Threshold['direction']>;

/** What a threshold's words say about the good side of its limit. In this order: «at most 5 tasks» has no sign, «0 findings» no word. */
const WORDS: readonly (readonly [RegExp, Direction])[] = [
  [/[<≤]|\bat most\b|\bwithin\b|\bgone\b/, 'at-most'],
  [/[>≥]|\bat least\b/, 'at-least'],
  [/^target\b/, 'exactly'],
  [/^0\b/, 'at-most'],
];

/** The good side of a limit: as the catalogue states it, else read off its words; undefined where they do not tell. */
export function directionOf({ text, direction }: Threshold): Direction | undefined {
  return direction ?? WORDS.find(([words]) => words.test(text))?.[1];
}
