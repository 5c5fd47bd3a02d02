const UNITS = [
  ['year', 365 * 24 * 3600],
  ['month', 30 * 24 * 3600],
  ['day', 24 * 3600],
  ['hour', 3600],
  ['minute', 60],
] as const;

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** In: an ISO time. Out: "3 minutes ago", "in 23 hours", "just now". */
export function relativeTime(iso: string, nowMs: number): string {
  const seconds = (Date.parse(iso) - nowMs) / 1000;
  const unit = UNITS.find(([, size]) => Math.abs(seconds) >= size);
  return unit ? relative.format(Math.round(seconds / unit[1]), unit[0]) : seconds > 0 ? 'in less than a minute' : 'just now';
}

/** In: bytes. Out: "124 KB", "2.4 MB". */
export function fileSize(bytes: number): string {
  const [value, unit] =
    bytes < 1_000_000 ? [Math.max(1, Math.round(bytes / 1000)), 'kilobyte'] : [Math.round(bytes / 100_000) / 10, 'megabyte'];
  return new Intl.NumberFormat('en', { style: 'unit', unit, unitDisplay: 'short' }).format(value).replace('kB', 'KB');
}

const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' });

/** In: a BCP 47 code. Out: its name in English, or the code where there is none. */
export function languageName(code: string): string {
  return names.of(code) ?? code;
}
