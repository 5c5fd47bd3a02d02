import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApertiumEngine } from './apertium/apertium-engine.ts';
import { translateAll } from './batches.ts';
import type { Tone } from './engine.ts';

/** Ordinary sentences, each one different, so that nothing is spared by being repeated. */
export function sentences(count: number): string[] {
  const subjects = ['The manager', 'A new member', 'Your neighbour', 'The small company', 'My old friend', 'The first page'];
  const rests = [
    'reads the long letter in the garden before the meeting begins',
    'must pay the annual fee to the office in the first week of the year',
    'can use all the tools of the house, but has to bring them back clean',
    'sends you the report with your account and the list of open questions',
  ];
  return Array.from({ length: count }, (_, index) => `${subjects[index % 6]} ${rests[index % 4]}, and this happens ${index + 2} times.`);
}

export const wordsOf = (texts: readonly string[]): number => texts.reduce((sum, text) => sum + text.split(/\s+/).length, 0);

/** Our engine on those texts, warm. @returns a function that translates them all, and one that ends it */
export async function ours(tone: Tone): Promise<{ run(texts: readonly string[]): Promise<unknown>; close(): Promise<void> }> {
  const engine = createApertiumEngine();
  const run = (texts: readonly string[]) => translateAll(engine, texts, { from: 'en', to: 'es', tone });
  await run(['The house.']);
  return { run, close: () => engine.close() };
}

/** The peer: the distribution's own `apertium` command on one file with all the texts, its start included. */
export async function bareApertium(texts: readonly string[]): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'transkeep-bench-'));
  try {
    const file = join(dir, 'in.txt');
    await writeFile(file, texts.join('\n\n'));
    const child = spawn('apertium', ['eng-spa', file, join(dir, 'out.txt')], { stdio: 'ignore' });
    const [code] = (await once(child, 'exit')) as [number | null];
    if (code !== 0) throw new Error(`apertium ended with code ${code}`);
  } finally {
    await rm(dir, { recursive: true });
  }
}
