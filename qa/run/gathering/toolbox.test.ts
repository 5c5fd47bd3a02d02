import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Tool } from '@transkeep/reports/contract/index.ts';
import { expect, test } from 'vitest';
import type { AnyGate } from '../plan/plan.ts';
import { findTools, lackingTools } from './toolbox.ts';

const gate = (...needs: Tool[]) => ({ id: 'g', needs }) as unknown as AnyGate;

test('tools that are missing, and tools that lie, keep a gate from running, by name', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'toolbox-'));
  const script = async (name: string, body: string): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, `#!/bin/sh\n${body}\n`);
    await chmod(path, 0o755);
    return path;
  };
  const paths: Partial<Record<Tool, string>> = {
    git: await script('git', 'echo git version 2.50.1'),
    // Exit 0 and not a word; a wrong word; a failure.
    k6: await script('k6', 'exit 0'),
    go: await script('go', 'echo hello'),
    poppler: await script('poppler', 'echo broken >&2; exit 1'),
  };
  const all = gate('git', 'k6', 'go', 'poppler', 'chromium');
  const tools = await findTools({ gates: [all], needsStack: false }, (tool) => paths[tool] ?? null);
  expect(tools.versions.git).toBe('2.50.1');
  expect(lackingTools(gate('git'), tools)).toBeUndefined();
  expect(lackingTools(gate('chromium', 'git'), tools)).toBe('chromium is not on this machine: `npm run setup` installs what is missing');
  for (const liar of ['k6', 'go', 'poppler'] as const) {
    expect(lackingTools(gate(liar), tools)).toBe(`${liar} (${paths[liar]}) cannot be trusted: asked for a version, it named none`);
  }
  await rm(folder, { recursive: true });
});
