/**
 * A value that only the owner of the AWS account knows. Synthesis uses the stand-in, so that it works without an
 * account; deploying refuses it.
 */
export interface Placeholder {
  readonly standIn: string;
  /** What it is and where a person finds it. */
  readonly fillIn: string;
}

/** Marks a value a person must fill in before the first deployment. */
export function placeholder(fillIn: string, standIn: string): Placeholder {
  return Object.freeze({ standIn, fillIn });
}

/** `T` as it is written down: every string may still be a placeholder. */
export type Draft<T> = T extends string
  ? T | Placeholder
  : T extends readonly (infer Item)[]
    ? readonly Draft<Item>[]
    : T extends object
      ? { readonly [K in keyof T]: Draft<T[K]> }
      : T;

/** A placeholder that nobody has replaced yet, by its path: `slack.workspaceId`. */
export interface Unfilled {
  readonly path: string;
  readonly fillIn: string;
}

/** Puts the stand-ins in place and names every placeholder that is left. Pure; the result is frozen throughout. */
export function resolveDraft<T>(draft: Draft<T>): { readonly value: T; readonly unfilled: readonly Unfilled[] } {
  const unfilled: Unfilled[] = [];
  const value = resolve(draft, '', unfilled) as T;
  return { value, unfilled };
}

function resolve(node: unknown, path: string, unfilled: Unfilled[]): unknown {
  if (typeof node !== 'object' || node === null) return node;
  if (Array.isArray(node)) return Object.freeze(node.map((item, index) => resolve(item, `${path}[${index}]`, unfilled)));
  if (isPlaceholder(node)) {
    unfilled.push({ path, fillIn: node.fillIn });
    return node.standIn;
  }
  const entries = Object.entries(node).map(([key, child]) => [key, resolve(child, path === '' ? key : `${path}.${key}`, unfilled)]);
  return Object.freeze(Object.fromEntries(entries));
}

function isPlaceholder(node: object): node is Placeholder {
  return 'standIn' in node && 'fillIn' in node;
}
