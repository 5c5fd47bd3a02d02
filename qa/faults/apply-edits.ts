/** The target of a fault is not where it was: the fault proves nothing until it is brought up to date. */
export class FaultOutdatedError extends Error {
  override readonly name = 'FaultOutdatedError';
}

/** Replaces text that must occur exactly once. Throws FaultOutdatedError otherwise. `where` names it for people. */
export function applyEdit(text: string, { find, replace }: { readonly find: string; readonly replace: string }, where: string): string {
  const parts = text.split(find);
  if (parts.length !== 2) {
    throw new FaultOutdatedError(`the text to replace occurs ${parts.length - 1} times in ${where}, not once: «${find.split('\n', 1)[0]}»`);
  }
  return parts.join(replace);
}
