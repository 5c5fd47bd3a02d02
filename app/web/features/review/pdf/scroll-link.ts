/** What a person does to scroll. A scroll event without one of these before it was made by a program. */
const GESTURES = ['wheel', 'touchstart', 'pointerdown', 'keydown'] as const;

/**
 * Scrolls panes together. Only the pane that a person scrolls leads; otherwise each pane would answer the other's answer,
 * and two pages of different height would tug at each other.
 */
export class ScrollLink {
  readonly #panes = new Set<HTMLElement>();
  #leader: HTMLElement | undefined;

  /** `onScroll`: called when the person scrolls this pane. Out: how to disconnect it. */
  connect(pane: HTMLElement, onScroll: () => void): () => void {
    const lead = () => {
      this.#leader = pane;
    };
    const scrolled = () => {
      if (this.#leader !== pane) return;
      for (const other of this.#panes) if (other !== pane) other.scrollTop = pane.scrollTop;
      onScroll();
    };
    this.#panes.add(pane);
    for (const gesture of GESTURES) pane.addEventListener(gesture, lead, { passive: true });
    pane.addEventListener('scroll', scrolled, { passive: true });
    return () => {
      this.#panes.delete(pane);
      for (const gesture of GESTURES) pane.removeEventListener(gesture, lead);
      pane.removeEventListener('scroll', scrolled);
    };
  }

  /** Call before scrolling by program: the scroll events that follow then lead nothing. */
  release(): void {
    this.#leader = undefined;
  }
}
