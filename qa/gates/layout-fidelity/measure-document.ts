import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { measureFidelity, type Translated } from '@transkeep/app/pdf/fidelity/measure.ts';
import { PdfRefusal } from '@transkeep/app/pdf/index.ts';
import type { PdfEnginePool } from '@transkeep/app/pdf/process/pool.ts';
import { taggedText } from '@transkeep/app/pdf/translations.ts';
import { type TranslationEngine, translateAll } from '@transkeep/app/translation/index.ts';
import { bytesOf, type CorpusEntry } from '../../corpus/catalogue.ts';
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

/**
 * Takes one document through its translation engines and measures what comes out; it is read once for all of them. A refusal is an outcome;
 * anything else is thrown.
 */
export async function measureDocument({ entry, engines }: PlannedRun, tools: Tools): Promise<FidelityRun[]> {
  const common = { document: entry.name, expected: entry.answer ?? 'translated' };
  try {
    const outcomes = await translate(bytesOf(entry), entry, engines, tools);
    return outcomes.map((outcome, i) => ({ ...common, engine: engines[i] as Engine, ...outcome }));
  } catch (error) {
    if (!(error instanceof PdfRefusal)) throw error;
    const nothing = { fidelity: null, counts: null, worstPage: null, conserved: null, readers: null };
    return engines.map((engine) => ({ ...common, engine, ...nothing, outcome: error.code, reason: error.message }));
  }
}

async function translate(
  pdf: Uint8Array,
  { name: document, password }: CorpusEntry,
  engines: readonly Engine[],
  { engine, translators, readers, workDir, signal }: Tools,
): Promise<Omit<FidelityRun, 'document' | 'engine' | 'expected'>[]> {
  const extraction = await engine.extract(pdf, { password, signal });
  const blocks = extraction.blocks.filter((b) => b.translatable);
  const translated: Translated[] = [];
  for (const name of engines) {
    const texts = await translateAll(translators[name], blocks.map(taggedText), { from: 'en', to: 'es' });
    const translations = Object.fromEntries(blocks.map((b, i) => [b.id, { tagged: texts[i] ?? taggedText(b) }]));
    translated.push({ translations, rendering: await engine.render(pdf, translations, { language: 'es', password, signal }) });
  }
  const notes: string[] = [];
  const note = (text: string) => notes.push(text);
  const measures = await measureFidelity(engine, { pdf, password, extraction }, translated, { mostPictures: MOST_PICTURES, note });
  const before = await inventory(pdf, password);
  return Promise.all(
    measures.map(async ({ fidelity: { background: _, ...fidelity }, counts, backgrounds }, i) => {
      const { rendering } = translated[i] as Translated;
      const output = outputPath(workDir, document, engines[i] as Engine);
      await writeFile(output, rendering.pdf);
      const worst = backgrounds.reduce((a, b) => (b.unchanged < a.unchanged ? b : a), { page: 0, unchanged: Number.POSITIVE_INFINITY });
      return {
        outcome: rendering.blocks.length > 0 ? 'translated' : 'kept',
        reason: notes.join('; '),
        // Without Poppler nobody but the engine has looked for what is left: no proof.
        fidelity: notes.length > 0 ? { ...fidelity, residualSource: null } : fidelity,
        counts,
        worstPage: worst.page === 0 ? null : { ...worst, looked: backgrounds.length },
        conserved: compare(before, await inventory(rendering.pdf)),
        readers: await readers.check(output, rendering.pdf, extraction.pages.length),
      };
    }),
  );
}
