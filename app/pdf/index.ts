export { PdfRefusal, REFUSAL_CODES, type RefusalCode } from './errors.ts';
export { DEFAULT_LIMITS, type Limits } from './limits.ts';
export { createPdfEngine, type PdfEngineOptions } from './process/pool.ts';
export type * from './types.ts';
