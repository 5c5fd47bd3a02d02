/** Which licences a dependency may have, and why. What is not here needs a decision. */
const ALLOWED_LICENCES: Readonly<Record<string, string>> = {
  MIT: 'permissive',
  'MIT-0': 'permissive',
  ISC: 'permissive',
  '0BSD': 'permissive',
  'BSD-2-Clause': 'permissive',
  'BSD-3-Clause': 'permissive',
  'Apache-2.0': 'permissive, with a patent grant',
  'BlueOak-1.0.0': 'permissive',
  'CC0-1.0': 'public domain',
  Unlicense: 'public domain',
  WTFPL: 'permissive',
  'Python-2.0': 'permissive',
  'OFL-1.1': 'fonts; may be embedded in documents',
  'MPL-2.0': 'binds changes to its own files only, and we change none',
  'Artistic-2.0': 'binds changed copies only, and we change none',
};

export interface LicenceException {
  /** Name, or the beginning of one with a star at its end. */
  readonly packages: string;
  readonly licence: string;
  readonly reason: string;
}

/** Packages whose entry in the lockfile names no licence. */
export const LICENCE_EXCEPTIONS: readonly LicenceException[] = [
  {
    packages: '@biomejs/cli-*',
    licence: 'MIT OR Apache-2.0',
    reason: 'binary of @biomejs/biome for another platform, published under its licence',
  },
  {
    packages: '@msgpackr-extract/*',
    licence: 'MIT',
    reason: 'binary of msgpackr-extract for another platform, published under its licence',
  },
  { packages: '@napi-rs/canvas-*', licence: 'MIT', reason: 'binary of @napi-rs/canvas for another platform, published under its licence' },
  { packages: '@oxc-parser/binding-*', licence: 'MIT', reason: 'binary of oxc-parser for another platform, published under its licence' },
  { packages: 'ssh2', licence: 'MIT', reason: 'names its licence in the old form, which the lockfile leaves out' },
  { packages: 'cpu-features', licence: 'MIT', reason: 'names its licence in the old form, which the lockfile leaves out' },
  { packages: 'buildcheck', licence: 'MIT', reason: 'names its licence in the old form, which the lockfile leaves out' },
];

/** Whether an SPDX expression lets us use the package: one of its alternatives must be allowed in all its parts. */
export function isAllowed(expression: string): boolean {
  return expression
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((alternative) => alternative.split(' AND ').every((licence) => Object.hasOwn(ALLOWED_LICENCES, licence.trim())));
}

/** The licence that the policy knows for a package whose own entry names none. */
export function exceptionFor(name: string): LicenceException | undefined {
  return LICENCE_EXCEPTIONS.find(({ packages }) => (packages.endsWith('*') ? name.startsWith(packages.slice(0, -1)) : name === packages));
}
