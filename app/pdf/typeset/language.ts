/** Scripts that the embedded fonts write without bidirectional layout or shaping. */
const SCRIPTS = new Set(['Latn', 'Grek', 'Cyrl']);

/** Can text in this language (BCP 47) be written? An ill-formed tag can't. */
export function isWritable(language: string): boolean {
  if (!/^[a-z]{2,3}(-|$)/i.test(language)) return false;
  try {
    return SCRIPTS.has(new Intl.Locale(language).maximize().script ?? '');
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
