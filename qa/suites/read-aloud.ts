import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';

const READER = fileURLToPath(import.meta.resolve('@guidepup/virtual-screen-reader/browser.js'));
/** More than any page has: a reader that goes round in circles ends here. */
const MOST_PHRASES = 20_000;

/** Reads the page from its first element to its last. */
const READ = `(async ({ source, most }) => {
  const { virtual } = await import(source);
  await virtual.start({ container: document.body });
  let ended = false;
  for (let step = 0; step < most && !ended; step++) {
    await virtual.next();
    ended = (await virtual.lastSpokenPhrase()) === 'end of document';
  }
  const phrases = await virtual.spokenPhraseLog();
  await virtual.stop();
  return { ended, phrases };
})`;

/** What a screen reader says of a page, element by element in reading order. */
export interface Reading {
  /** Whether it came to the end of the page. */
  readonly ended: boolean;
  /** Names, roles and states, each phrase in one line. Where something ends is left out: what begins is enough to judge the order. */
  readonly phrases: readonly string[];
}

/** Lets a virtual screen reader read the whole page. The reader is a script, so the page's context needs `bypassCSP`. */
export async function readAloud(page: Page): Promise<Reading> {
  const source = `data:text/javascript;base64,${(await readFile(READER)).toString('base64')}`;
  const { ended, phrases } = await page.evaluate<Reading>(`${READ}(${JSON.stringify({ source, most: MOST_PHRASES })})`);
  return { ended, phrases: phrases.filter((phrase) => !phrase.startsWith('end of ')).map(oneLine) };
}

export function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
