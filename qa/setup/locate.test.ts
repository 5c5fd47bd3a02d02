import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cacheDir, goTools, locateChromium, mentionsVersion, onPath, parseGoMod } from './locate.mjs';

describe('a version in what a tool prints', () => {
  it.each([
    ['k6 v2.2.0 (go1.26.8, linux/amd64)', '2.2.0', true],
    ['v2.11.9 h1:bhZtcRKQOq0f=', '2.11.9', true],
    ['Version  : v1.8.0\nBuild : x', '1.8.0', true],
    ['k6 v12.2.0', '2.2.0', false],
    ['k6 v2.2.01', '2.2.0', false],
    ['k6 v2.2.0.1', '12.2.0', false],
    ['Version  : git', '1.8.0', false],
    ['', '1.8.0', false],
  ])('%j is %s: %s', (output, version, expected) => {
    expect(mentionsVersion(output, version)).toBe(expected);
  });
});

describe('a tool module', () => {
  it('names the package and pins the version of the module that holds it', () => {
    const text =
      'module x\n\ntool example.org/a/b/cmd/c\n\nrequire (\n\texample.org/a v9.9.9 // indirect\n\texample.org/a/b v1.2.3 // indirect\n)\n';
    expect(parseGoMod(text)).toEqual({ package: 'example.org/a/b/cmd/c', module: 'example.org/a/b', version: '1.2.3' });
  });

  it('without a tool, or without its module, is refused', () => {
    expect(() => parseGoMod('module x\n')).toThrow(/no `tool`/);
    expect(() => parseGoMod('module x\ntool a.org/b\n')).toThrow(/requires no module/);
  });

  it('is built into a folder that changes with version and checksums', () => {
    expect(goTools().map(({ name }) => name)).toEqual(['caddy', 'k6', 'versitygw']);
    for (const { name, version, cached } of goTools())
      expect(cached).toMatch(new RegExp(`/tools/${name}-${version}-[0-9a-f]{12}/${name}$`));
  });
});

describe('the cache', () => {
  it('follows XDG_CACHE_HOME', () => {
    expect(cacheDir({ XDG_CACHE_HOME: '/x' })).toBe('/x/transkeep');
    expect(cacheDir({})).toMatch(/\/\.cache\/transkeep$/);
  });
});

describe('programs', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'transkeep-locate-'));
  });
  afterEach(() => rm(dir, { recursive: true }));

  async function program(...path: string[]): Promise<string> {
    const file = join(dir, ...path);
    await mkdir(join(file, '..'), { recursive: true });
    await writeFile(file, '#!/bin/sh\n');
    await chmod(file, 0o755);
    return file;
  }

  it('on PATH are found in its order, but not those npm puts there', async () => {
    await program('node_modules', '.bin', 'tool');
    const file = await program('bin', 'tool');
    expect(onPath('tool', { PATH: `${dir}/none:${dir}/node_modules/.bin:${dir}/bin` })).toBe(file);
    expect(onPath('tool', { PATH: '' })).toBeNull();
  });

  it('that are not executable do not count', async () => {
    await chmod(await program('bin', 'tool'), 0o644);
    expect(onPath('tool', { PATH: `${dir}/bin` })).toBeNull();
  });

  it('Chrome is as good as Chromium, and Playwright’s newest own as both', async () => {
    await program('browsers', 'chromium-1100', 'chrome-linux', 'chrome');
    const newest = await program('browsers', 'chromium-1200', 'chrome-linux', 'chrome');
    const env = { PATH: `${dir}/bin`, PLAYWRIGHT_BROWSERS_PATH: `${dir}/browsers` };
    expect(locateChromium(env)).toBe(newest);
    const chrome = await program('bin', 'google-chrome');
    expect(locateChromium(env)).toBe(chrome);
    const shell = await program('bin', 'chromium-headless-shell');
    expect(locateChromium(env)).toBe(shell);
  });
});
