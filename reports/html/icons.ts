import type { RunVerdict, Verdict } from '../contract/index.ts';
import { html, type SafeHtml, trusted } from './escape.ts';

/** Shapes differ, not only colours: circle with tick, octagon with cross, dashed circle with question mark, shield. */
const SHAPES = {
  pass: '<circle cx="12" cy="12" r="10.5"/><path class="mark" d="m7 12.4 3.4 3.4L17 9"/>',
  fail: '<path d="M8 1.5h8L22.5 8v8L16 22.5H8L1.5 16V8z"/><path class="mark" d="m8.4 8.4 7.2 7.2m0-7.2-7.2 7.2"/>',
  open: '<circle class="hollow" cx="12" cy="12" r="10" stroke-dasharray="3.9 2.4"/><path class="line" d="M9.2 9.6a2.9 2.9 0 1 1 4.2 2.6c-.9.5-1.4 1.1-1.4 2.1M12 17.4v.1"/>',
  waived: '<path d="M12 1.2 21.2 4.6v6.6c0 5.4-3.7 9.7-9.2 11.6C6.5 20.9 2.8 16.6 2.8 11.2V4.6z"/><path class="mark" d="M7.6 12h8.8"/>',
  alone: '<rect x="2" y="5" width="20" height="14" rx="3"/><path class="mark" d="M7 12h10"/>',
  up: '<path class="line" d="M12 20V5m-6 6 6-6 6 6"/>',
  down: '<path class="line" d="M12 4v15m-6-6 6 6 6-6"/>',
  new: '<path class="line" d="M12 4v16M4 12h16"/>',
  link: '<path class="line" d="M14 4h6v6m0-6-9 9M18 14v5a1.5 1.5 0 0 1-1.5 1.5h-11.5A1.5 1.5 0 0 1 3.5 19V7.5A1.5 1.5 0 0 1 5 6h5"/>',
} as const;

type Shape = keyof typeof SHAPES;

const OF_VERDICT: Readonly<Record<Verdict | RunVerdict, Shape>> = {
  PASS: 'pass',
  GO: 'pass',
  FAIL: 'fail',
  'NO-GO': 'fail',
  INCONCLUSIVE: 'open',
  WAIVED: 'waived',
};

/** All shapes once, at the top of the page. */
export function iconSheet(): SafeHtml {
  const symbols = Object.entries(SHAPES).map(([name, shape]) => `<symbol id="icon-${name}" viewBox="0 0 24 24">${shape}</symbol>`);
  const alone =
    '<pattern id="pattern-alone" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="stripe" width="2.5" height="6"/></pattern>';
  return trusted(
    `<svg class="sheet" width="0" height="0" aria-hidden="true" focusable="false">${symbols.join('')}<defs>${alone}</defs></svg>`,
  );
}

/** Decoration only: the word always stands beside it. */
export function icon(shape: Shape): SafeHtml {
  return html`<svg class="icon" aria-hidden="true" focusable="false"><use href="#icon-${shape}"/></svg>`;
}

export function verdictIcon(verdict: Verdict | RunVerdict): SafeHtml {
  return icon(OF_VERDICT[verdict]);
}

/** The class that carries a verdict's colour. */
export function tone(verdict: Verdict | RunVerdict): string {
  return `is-${OF_VERDICT[verdict]}`;
}
