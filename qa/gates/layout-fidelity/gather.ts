import { join } from 'node:path';
import type { CommandResult, GatherContext } from '@transkeep/reports/contract/index.ts';
import { CORPUS, ENGINES } from './corpus.ts';
import type { FidelityRun, LayoutFidelity } from './evidence.ts';
import { savePictures } from './pictures.ts';

/** Translates the corpus by the engine's own command line, once per translation engine, and keeps what it says of itself. */
export async function gather(context: GatherContext): Promise<LayoutFidelity> {
  const documents = context.profile === 'smoke' ? CORPUS.slice(0, 1) : CORPUS;
  const runs: FidelityRun[] = [];
  for (const document of documents) {
    for (const engine of ENGINES) {
      context.progress(`${document}, ${engine}`);
      const output = join(context.workDir, `${document}.${engine}.pdf`);
      const run = read(document, engine, await translate(context, document, engine, output));
      runs.push(run);
      if (run.outcome === 'translated' && engine === 'apertium') {
        await context.saveFile(`${document}.es.pdf`, output);
        await savePictures(context, document, output);
      }
    }
  }
  return { documents: [...documents], engines: [...ENGINES], runs };
}

function translate(context: GatherContext, document: string, engine: string, output: string): Promise<CommandResult> {
  const input = join(context.repoRoot, 'qa/corpus', `${document}.pdf`);
  const options = ['--from', 'en', '--to', 'es', '--out', output, '--engine', engine, '--json'];
  return context.run(process.execPath, [join(context.repoRoot, 'app/pdf/cli.ts'), 'translate', input, ...options]);
}

/** Exit code 1 with an error object is a refusal; anything else but 0 is the engine's own failure. */
function read(document: string, engine: string, { exitCode, stdout, stderr }: CommandResult): FidelityRun {
  const none = { document, engine, fidelity: null, counts: null };
  const tail = stderr.trim().split('\n').at(-1) ?? '';
  if (exitCode !== 0 && exitCode !== 1) return { ...none, outcome: 'failed', reason: `exit code ${exitCode}: ${tail}` };
  const answer = JSON.parse(stdout) as Partial<FidelityRun> & { error?: { code: string; message: string } };
  if (answer.error) return { ...none, outcome: 'refused', reason: `${answer.error.code}: ${answer.error.message}` };
  return { document, engine, outcome: 'translated', reason: tail, fidelity: answer.fidelity ?? null, counts: answer.counts ?? null };
}
