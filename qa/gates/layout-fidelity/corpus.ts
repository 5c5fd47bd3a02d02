/** The real documents of `qa/corpus` that fidelity is judged on. */
export const CORPUS = ['paper', 'report', 'invoice', 'form', 'brochure'] as const;

/**
 * Every document goes through each: `identity` shows the layout engine alone, `pseudo` shows what is left of the
 * source, `apertium` is what people get.
 */
export const ENGINES = ['identity', 'pseudo', 'apertium'] as const;
