import type { Counts, Fidelity } from './fidelity/types.ts';
import type { Extraction, Rendering } from './types.ts';

/** The same result for programs and for people. */
export interface Report {
  readonly json: unknown;
  readonly text: string;
}

/** Measures of a translation; null = could not be measured. */
export interface Measured {
  readonly fidelity: Readonly<Record<keyof Fidelity, number | null>>;
  readonly counts: Counts | null;
}

export const NOT_MEASURED: Measured = {
  fidelity: {
    background: null,
    blockIou: null,
    wordRecall: null,
    overflow: null,
    newOverlap: null,
    fontSizeKept: null,
    links: null,
    outline: null,
    residualSource: null,
  },
  counts: null,
};

interface Translation extends Measured {
  readonly extraction: Extraction;
  readonly rendering: Rendering;
  readonly ms: number;
  readonly peakRssMb: number;
  readonly out: string;
}

export function translationReport({
  extraction,
  rendering,
  ms,
  peakRssMb,
  fidelity,
  counts,
  out,
}: Translation): Report & { warnings: string[] } {
  const kept = rendering.kept.map(({ page, reason }) => ({ page, reason }));
  const warnings = [...new Set([...extraction.warnings, ...rendering.warnings])];
  const json = {
    pages: extraction.pages.length,
    blocks: extraction.blocks.length,
    translated: rendering.blocks.length,
    kept,
    warnings,
    ms,
    peakRssMb,
    fidelity,
    counts,
  };
  const measures = Object.entries(fidelity).map(([name, value]) => `  ${name.padEnd(15)} ${value ?? 'not measured'}`);
  const lines = [
    `${out}: ${json.pages} pages, ${json.translated} of ${json.blocks} blocks written, ${ms} ms, at most ${peakRssMb} MB`,
    ...Object.entries(Object.groupBy(kept, (k) => k.reason)).map(([reason, list]) => `  kept as it was: ${list?.length} × ${reason}`),
    ...measures,
  ];
  return { json, text: lines.join('\n'), warnings };
}

export function inspectionReport(extraction: Extraction): Report {
  const lines = extraction.blocks.map(
    (b) => `${b.id.padEnd(8)} ${b.kind.padEnd(10)} ${b.box.map(Math.round).join(' ').padEnd(20)} ${b.text}`,
  );
  const kept = extraction.kept.map((k) => `page ${k.page}: ${k.reason} kept${k.blockId ? ` (${k.blockId})` : ''}`);
  return { json: extraction, text: [...lines, ...kept, ...extraction.warnings].join('\n') };
}
