import type { FidelityRun } from './evidence.ts';

/** Which pages are worth a look: documents whose figures are furthest from perfect, the worst first, each once. */
export function worstRuns(runs: readonly FidelityRun[], most: number): { document: string; engine: string; page: number }[] {
  const ranked = runs
    .filter((run) => run.outcome === 'translated')
    .map((run) => ({ document: run.document, engine: run.engine, page: run.worstPage?.page ?? 1, loss: lossOf(run) }))
    .sort((a, b) => b.loss - a.loss);
  const seen = new Set<string>();
  return ranked.filter(({ document }) => !seen.has(document) && seen.add(document)).slice(0, most);
}

/** Sum of what is missing to perfect, over measures of very different sizes; good for ranking only. */
function lossOf({ fidelity, worstPage, engine }: FidelityRun): number {
  if (!fidelity) return 0;
  const missing = (value: number | null | undefined) => 1 - (value ?? 1);
  const iou = engine === 'identity' ? missing(fidelity.blockIou) : 0;
  const shares = [fidelity.overflow, fidelity.newOverlap, engine === 'pseudo' ? fidelity.residualSource : 0];
  return (
    100 * missing(worstPage?.unchanged) +
    iou +
    missing(fidelity.wordRecall) +
    missing(fidelity.fontSizeKept) +
    shares.reduce<number>((sum, share) => sum + (share ?? 0), 0)
  );
}
