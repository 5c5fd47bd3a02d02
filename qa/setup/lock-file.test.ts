import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repoRoot } from './locate.mjs';
import { completeLock, differences, isFor, platformOf } from './lock-file.mjs';

const linux = { platform: 'linux', arch: 'x64' };

describe('the platform a package name tells', () => {
  it.each([
    ['@biomejs/cli-linux-x64-musl', { os: ['linux'], cpu: ['x64'], libc: ['musl'] }],
    ['@biomejs/cli-linux-arm64', { os: ['linux'], cpu: ['arm64'], libc: ['glibc'] }],
    ['@napi-rs/canvas-linux-arm-gnueabihf', { os: ['linux'], cpu: ['arm'], libc: ['glibc'] }],
    ['@oxc-parser/binding-linux-arm-musleabihf', { os: ['linux'], cpu: ['arm'], libc: ['musl'] }],
    ['@esbuild/darwin-arm64', { os: ['darwin'], cpu: ['arm64'] }],
    ['@x/binding-win32-ia32-msvc', { os: ['win32'], cpu: ['ia32'] }],
    ['@x/binding-wasm32-wasi', { cpu: ['wasm32'] }],
    ['fsevents', null],
  ])('%s: %j', (name, platform) => {
    expect(platformOf(name)).toEqual(platform);
  });
});

describe('completing a lock', () => {
  const lock = {
    packages: {
      '': { optionalDependencies: { 'tool-linux-x64': '1.0.0' } },
      'node_modules/tool-linux-x64': { version: '1.0.0' },
      'node_modules/lint': {
        dev: true,
        optionalDependencies: { 'lint-win32-x64': '2.0.0', 'lint-extra': '2.0.0', 'lint-darwin-x64': '^2.0.0' },
      },
    },
  };

  it('adds what is named but absent, sorted, with the platform it is for', () => {
    const done = completeLock(lock);
    expect(done.added).toEqual(['node_modules/lint-win32-x64']);
    expect(done.lock.packages['node_modules/lint-win32-x64']).toEqual({
      version: '2.0.0',
      os: ['win32'],
      cpu: ['x64'],
      dev: true,
      optional: true,
    });
    expect(Object.keys(done.lock.packages)).toEqual(Object.keys(done.lock.packages).sort());
  });

  it('says what it cannot place, and changes nothing the second time', () => {
    const done = completeLock(lock);
    expect(done.unplaced).toEqual(['lint-extra']);
    expect(completeLock(done.lock)).toEqual({ lock: done.lock, added: [], unplaced: ['lint-extra'] });
  });
});

describe('what is installed against the lock', () => {
  const lock = {
    packages: {
      '': {},
      app: {},
      'node_modules/@transkeep/app': { link: true },
      'node_modules/a': { version: '1.0.0' },
      'node_modules/b-darwin-arm64': { version: '1.0.0', optional: true, os: ['darwin'], cpu: ['arm64'] },
    },
  };
  const installed = { packages: { 'node_modules/@transkeep/app': { link: true }, 'node_modules/a': { version: '1.0.0' } } };

  it('is the same without other platforms’ optional packages', () => {
    expect(differences(lock, installed, linux)).toEqual([]);
  });

  it('differs by a missing package, another version, a surplus one', () => {
    expect(differences(lock, { packages: { 'node_modules/@transkeep/app': { link: true } } }, linux)).toEqual(['node_modules/a']);
    expect(differences(lock, { packages: { ...installed.packages, 'node_modules/a': { version: '1.0.1' } } }, linux)).toEqual([
      'node_modules/a',
    ]);
    expect(differences(lock, { packages: { ...installed.packages, 'node_modules/z': { version: '1.0.0' } } }, linux)).toEqual([
      'node_modules/z',
    ]);
  });
});

it('reads npm’s platform lists: single words, lists, exclusions', () => {
  expect(isFor(linux, {})).toBe(true);
  expect(isFor(linux, { os: 'linux', cpu: 'x64' })).toBe(true);
  expect(isFor(linux, { os: ['darwin'] })).toBe(false);
  expect(isFor(linux, { os: ['!win32'] })).toBe(true);
  expect(isFor(linux, { os: ['!linux'] })).toBe(false);
});

describe('package-lock.json', () => {
  const lock = readJson('package-lock.json');

  it('has the platform packages of every system, also those that this registry lacks (`node qa/setup/complete-lock.mjs`)', () => {
    expect(completeLock(lock).added).toEqual([]);
  });

  it('knows what every workspace depends on now (`npm install`)', () => {
    for (const folder of ['', ...readJson('package.json').workspaces]) {
      const { dependencies = {}, devDependencies = {}, optionalDependencies = {} } = readJson(join(folder, 'package.json'));
      const {
        dependencies: locked = {},
        devDependencies: lockedDev = {},
        optionalDependencies: lockedOptional = {},
      } = lock.packages[folder];
      expect({ folder, ...locked, ...lockedDev, ...lockedOptional }).toEqual({
        folder,
        ...dependencies,
        ...devDependencies,
        ...optionalDependencies,
      });
    }
  });
});

// biome-ignore lint/suspicious/noExplicitAny: npm's own files, whose shape the assertions are about
function readJson(file: string): any {
  return JSON.parse(readFileSync(join(repoRoot, file), 'utf8'));
}
