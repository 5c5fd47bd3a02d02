export { PdfRefusal, REFUSAL_CODES, type RefusalCode } from './errors.ts';
export { extractionVersion } from './extraction-version.ts';
export { DEFAULT_LIMITS, type Limits } from './limits.ts';
export { createPdfEngine, type PdfEngineOptions } from './process/pool.ts';
export type * from './types.ts';
