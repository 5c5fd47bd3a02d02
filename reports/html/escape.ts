/** Markup that is safe to write as it is. Made only by `html` and, for constants of this folder, by `trusted`. */
export class SafeHtml {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

export type HtmlValue = SafeHtml | string | number | null | undefined | false | readonly HtmlValue[];

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '`': '&#96;' };

/**
 * Characters that change what people see without being seen: controls, and the bidi overrides and isolates with
 * which a reason could make a FAIL read as a PASS. They show as U+FFFD.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const INVISIBLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** Any text in, text that is inert both between tags and inside a quoted attribute out. */
export function escapeHtml(text: string): string {
  return text
    .toWellFormed()
    .replace(INVISIBLE, '\ufffd')
    .replace(/[&<>"'`]/g, (character) => ENTITIES[character] ?? character);
}

function write(value: HtmlValue): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof SafeHtml) return value.text;
  if (typeof value === 'string' || typeof value === 'number') return escapeHtml(String(value));
  return value.map(write).join('');
}

/** Tagged template: what is interpolated is escaped unless it is `SafeHtml` already. Attributes must be in double quotes. */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): SafeHtml {
  return new SafeHtml(strings.reduce((out, part, index) => out + write(values[index - 1]) + part));
}

/** Marks a constant of this folder (style sheet, script, icon) as safe. Never for anything out of a report. */
export function trusted(constant: string): SafeHtml {
  return new SafeHtml(constant);
}

/** A criterion's or clause's id as an element id. */
export function anchor(id: string): string {
  return id.replace(/[^A-Za-z0-9._-]/g, '_');
}

/**
 * A path of the evidence store as a link, or nothing when it leaves the run's folder. Every segment is encoded, so
 * that no path can become another scheme or another host.
 */
export function relativeHref(path: string): string | undefined {
  const segments = path.toWellFormed().split('/');
  if (segments.some((segment) => segment === '' || segment === '.' || segment === '..' || segment.includes('\\'))) return undefined;
  return segments.map(encodeURIComponent).join('/');
}
