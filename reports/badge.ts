import type { Report, RunVerdict } from './contract/index.ts';

/** White text on each stands out by more than 4.5 : 1 (WCAG 2.1 AA). */
export const BADGE_COLOURS: Readonly<Record<RunVerdict, string>> = { GO: '#17693f', 'NO-GO': '#ad1d17', INCONCLUSIVE: '#7d5000' };
export const BADGE_LABEL_COLOUR = '#3f4348';

const HEIGHT = 20;
const CHARACTER_WIDTH = 7;
const PADDING = 7;

/** `badge.svg`: the verdict for a README or a dashboard. `textLength` keeps the words inside their field whatever font is there. */
export function renderBadge({ verdict }: Pick<Report, 'verdict'>): string {
  const label = 'readiness';
  const width = (text: string) => text.length * CHARACTER_WIDTH + 2 * PADDING;
  const [left, right] = [width(label), width(verdict)];
  const text = (x: number, content: string) =>
    `<text x="${x + PADDING}" y="14" textLength="${content.length * CHARACTER_WIDTH}" lengthAdjust="spacingAndGlyphs">${content}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="${HEIGHT}" role="img" aria-labelledby="title"><title id="title">readiness: ${verdict}</title><rect width="${left + right}" height="${HEIGHT}" rx="3" fill="${BADGE_LABEL_COLOUR}"/><path d="M${left} 0h${right - 3}a3 3 0 0 1 3 3v${HEIGHT - 6}a3 3 0 0 1-3 3h${3 - right}z" fill="${BADGE_COLOURS[verdict]}"/><g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">${text(0, label)}${text(left, verdict)}</g></svg>
`;
}
