import type { Run } from '../text/tagged-text.ts';

/** Neighbours of one style as one run; what must be kept stays apart. Empty runs go. */
export function joinNeighbours(runs: readonly Run[]): Run[] {
  const joined: Run[] = [];
  for (const run of runs) {
    if (run.text === '') continue;
    const before = joined.at(-1);
    if (before && before.span === run.span && !before.keep && !run.keep) joined.splice(-1, 1, { ...before, text: before.text + run.text });
    else joined.push(run);
  }
  return joined;
}
