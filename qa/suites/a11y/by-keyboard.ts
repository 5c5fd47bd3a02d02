import type { Page } from '@playwright/test';
import { expect } from '../e2e/fixtures.ts';

interface Focused {
  /** Role by its element, and the name that is shown or given. */
  readonly name: string;
  readonly isBody: boolean;
  readonly ring: boolean;
  readonly inView: boolean;
}

/** What has the focus, and whether a person can see that. A hidden file input shows its ring on the label beside it. */
const FOCUSED = `(() => {
  const element = document.activeElement ?? document.body;
  const shown = element.matches('input[type=file]') ? element.nextElementSibling : element;
  const style = getComputedStyle(shown);
  const box = shown.getBoundingClientRect();
  const labels = element.labels ? [...element.labels].map((label) => label.textContent) : [];
  return {
    name: (element.getAttribute('aria-label') ?? labels[0] ?? element.textContent ?? '').trim(),
    isBody: element === document.body,
    ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    inView: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
})()`;

export const focused = (page: Page) => page.evaluate<Focused>(FOCUSED);

/** More controls than any page has: whoever needs more presses is in a trap, or the control cannot be reached. */
const MOST_STOPS = 120;

/** Presses Tab until the control of that name has the focus. Every stop on the way must be visible and show that it is focused. */
export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const stops: string[] = [];
  for (let press = 0; press < MOST_STOPS; press++) {
    await page.keyboard.press('Tab');
    const stop = await focused(page);
    // Past the last control the focus leaves the page for the browser's own and comes back.
    if (stop.isBody) continue;
    stops.push(stop.name);
    expect(stop, `the focus is seen on «${stop.name}»`).toMatchObject({ ring: true, inView: true });
    if (typeof name === 'string' ? stop.name === name : name.test(stop.name)) return;
  }
  throw new Error(`${name} is not reached by Tab; the stops were ${[...new Set(stops)].join(' › ')}`);
}
