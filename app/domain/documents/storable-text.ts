/**
 * Text as PostgreSQL takes it in JSON: broken fonts yield NUL, which is no character there, and half a surrogate pair, which
 * becomes U+FFFD.
 */
export function storableText(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}
