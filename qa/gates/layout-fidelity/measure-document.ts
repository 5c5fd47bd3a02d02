import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { measureFidelity } from '@transkeep/app/pdf/fidelity/measure.ts';
import { PdfRefusal } from '@transkeep/app/pdf/index.ts';
import type { PdfEnginePool } from '@transkeep/app/pdf/process/pool.ts';
import { taggedText } from '@transkeep/app/pdf/translations.ts';
import { type TranslationEngine, translateAll } from '@transkeep/app/translation/index.ts';
import { bytesOf } from '../../corpus/catalogue.ts';
import { compare, inventory } from './conserved.ts';
import type { FidelityRun } from './evidence.ts';
import type { Engine, PlannedRun } from './plan.ts';
import type { openReaders } from './readers.ts';

interface Tools {
  readonly engine: PdfEnginePool;
  readonly translators: Readonly<Record<Engine, TranslationEngine>>;
  readonly readers: Awaited<ReturnType<typeof openReaders>>;
  readonly workDir: string;
  readonly signal: AbortSignal;
}

/** More pages than this are sampled for pictures. */
const MOST_PICTURES = 10;

/** Where the output of a run lies, under the gate's scratch folder. */
export const outputPath = (workDir: string, document: string, engine: string): string => join(workDir, `${document}.${engine}.pdf`);

/** Takes one document through its translation engines and measures what comes out. A refusal is an outcome; anything else is thrown. */
export async function measureDocument({ entry, engines }: PlannedRun, tools: Tools): Promise<FidelityRun[]> {
  const pdf = bytesOf(entry);
  const expected = entry.answer ?? 'translated';
  const runs: FidelityRun[] = [];
  for (const name of engines) {
    const common = { document: entry.name, engine: name, expected };
    try {
      runs.push({ ...common, ...(await translate(pdf, name, entry.name, entry.password, tools)) });
    } catch (error) {
      if (!(error instanceof PdfRefusal)) throw error;
      const nothing = { fidelity: null, counts: null, worstPage: null, conserved: null, readers: null };
      runs.push({ ...common, ...nothing, outcome: error.code, reason: error.message });
    }
  }
  return runs;
}

async function translate(
  pdf: Uint8Array,
  name: Engine,
  document: string,
  password: string | undefined,
  { engine, translators, readers, workDir, signal }: Tools,
): Promise<Omit<FidelityRun, 'document' | 'engine' | 'expected'>> {
  const extraction = await engine.extract(pdf, { password, signal });
  const blocks = extraction.blocks.filter((b) => b.translatable);
  const texts = await translateAll(translators[name], blocks.map(taggedText), { from: 'en', to: 'es' });
  const translations = Object.fromEntries(blocks.map((b, i) => [b.id, { tagged: texts[i] ?? taggedText(b) }]));
  const rendering = await engine.render(pdf, translations, { language: 'es', password, signal });
  const output = outputPath(workDir, document, name);
  await writeFile(output, rendering.pdf);
  const notes: string[] = [];
  const measured = { pdf, password, extraction, translations, rendering, mostPictures: MOST_PICTURES };
  const { fidelity, counts, backgrounds } = await measureFidelity(engine, measured, (text) => notes.push(text));
  const worst = backgrounds.reduce((a, b) => (b.unchanged < a.unchanged ? b : a), { page: 0, unchanged: Number.POSITIVE_INFINITY });
  const { background: _, ...shares } = fidelity;
  return {
    outcome: rendering.blocks.length > 0 ? 'translated' : 'kept',
    reason: notes.join('; '),
    fidelity: shares,
    counts,
    worstPage: worst.page === 0 ? null : { ...worst, looked: backgrounds.length },
    conserved: compare(await inventory(pdf, password), await inventory(rendering.pdf)),
    readers: await readers.check(output, rendering.pdf, extraction.pages.length),
  };
}
