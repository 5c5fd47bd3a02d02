import '@testing-library/jest-dom/vitest';
import { cleanup, configure } from '@testing-library/react';
import { afterEach, vi } from 'vitest';

// What jsdom lacks and the pages use. Only as much as it takes to run them; the real thing is tested in a browser.

function addToJsdom(): void {
  HTMLDialogElement.prototype.showModal ??= function showModal(this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.close ??= function close(this: HTMLDialogElement) {
    this.open = false;
  };

  globalThis.ResizeObserver ??= StubResizeObserver;
  // jsdom lays nothing out: every element is as large as a pane.
  Object.defineProperties(HTMLElement.prototype, {
    clientWidth: { configurable: true, get: () => 800 },
    clientHeight: { configurable: true, get: () => 600 },
    offsetWidth: { configurable: true, get: () => 800 },
    offsetHeight: { configurable: true, get: () => 600 },
  });
  Element.prototype.scrollTo ??= () => {};
}

class StubResizeObserver implements ResizeObserver {
  readonly #callback: ResizeObserverCallback;
  constructor(callback: ResizeObserverCallback) {
    this.#callback = callback;
  }
  observe(target: Element): void {
    const size = [{ inlineSize: 800, blockSize: 600 }];
    const contentRect = { width: 800, height: 600 } as DOMRectReadOnly;
    this.#callback([{ target, contentRect, borderBoxSize: size, contentBoxSize: size, devicePixelContentBoxSize: size }], this);
  }
  unobserve(): void {}
  disconnect(): void {}
}

// A bound for what hangs, not for what is slow: the first test of a file loads its page's modules, on a busy machine for seconds.
configure({ asyncUtilTimeout: 10_000 });

/** The width of the window in `rem`, as media queries see it. */
let windowRem = 90;
export function resizeWindow(rem: number): void {
  windowRem = rem;
}
const matchMedia = (query: string) => ({
  matches: windowRem >= Number(/min-width: ([\d.]+)rem/.exec(query)?.[1] ?? Number.POSITIVE_INFINITY),
  media: query,
  addEventListener: () => {},
  removeEventListener: () => {},
});
Object.assign(globalThis, { matchMedia });

if (typeof document !== 'undefined') addToJsdom();

// The files of a worker share jsdom and all modules.
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  resizeWindow(90);
});
