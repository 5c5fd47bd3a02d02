import type { Navigation } from '../extract/navigation.ts';

/** Share of the links with the same target on the same page; 1 when there are none. */
export function linksKept(before: Navigation, after: Navigation): number {
  return kept(
    before.links.map((l) => `${l.page} ${l.target}`),
    after.links.map((l) => `${l.page} ${l.target}`),
  );
}

/** Share of the outline's entries with the same target, in the same order of appearance; 1 when there are none. */
export function outlineKept(before: Navigation, after: Navigation): number {
  return kept(
    before.outline.map((o, i) => `${i} ${o.target}`),
    after.outline.map((o, i) => `${i} ${o.target}`),
  );
}

function kept(before: readonly string[], after: readonly string[]): number {
  if (before.length === 0) return 1;
  const left = [...after];
  const found = before.filter((target) => {
    const i = left.indexOf(target);
    if (i >= 0) left.splice(i, 1);
    return i >= 0;
  });
  return found.length / before.length;
}
