import { createPdfEngine } from '@transkeep/app/pdf/index.ts';
import { createTranslationEngine } from '@transkeep/app/translation/index.ts';
import type { GatherContext } from '@transkeep/reports/contract/index.ts';
import type { FidelityRun, LayoutFidelity } from './evidence.ts';
import { measureDocument, outputPath } from './measure-document.ts';
import { savePictures } from './pictures.ts';
import { planOf } from './plan.ts';
import { openReaders } from './readers.ts';
import { worstRuns } from './worst-runs.ts';

/** Documents under way at a time, one engine process for each. */
const SIDE_BY_SIDE = 2;
const MOST_PICTURES = 12;

/** Takes the corpus through the engine's own pool, as the worker does, and measures every output. */
export async function gather(context: GatherContext): Promise<LayoutFidelity> {
  const plan = planOf(context.profile);
  const engine = createPdfEngine({ processes: SIDE_BY_SIDE });
  const translators = {
    identity: createTranslationEngine('identity'),
    pseudo: createTranslationEngine('pseudo'),
    apertium: createTranslationEngine('apertium'),
  };
  const readers = await openReaders(context);
  const { workDir, signal } = context;
  try {
    const runs: FidelityRun[] = [];
    const waiting = [...plan];
    const lane = async (): Promise<void> => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        signal.throwIfAborted();
        context.progress(`${next.entry.name} (${plan.length - waiting.length} of ${plan.length})`);
        runs.push(...(await measureDocument(next, { engine, translators, readers, workDir, signal })));
      }
    };
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, lane));
    for (const { document, engine: name, page } of worstRuns(runs, MOST_PICTURES)) {
      const output = outputPath(workDir, document, name);
      const entry = plan.find((p) => p.entry.name === document)?.entry;
      if (entry) await savePictures(context, { entry, engine, name, output, page });
    }
    const planned = plan.flatMap(({ entry, engines }) => engines.map((name) => ({ document: entry.name, engine: name as string })));
    const order = new Map(planned.map((run, i) => [`${run.document} ${run.engine}`, i]));
    const place = (run: FidelityRun) => order.get(`${run.document} ${run.engine}`) ?? 0;
    return { planned, runs: runs.sort((a, b) => place(a) - place(b)) };
  } finally {
    readers.close();
    await Promise.all([engine.close(), ...Object.values(translators).map((translator) => translator.close())]);
  }
}
