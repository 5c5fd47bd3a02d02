import type { Limits } from '../limits.ts';
import type { Usage } from './usage.ts';

/** What is left of a document's time while its pages are done in several tasks: together they take no more than one would. */
export class Budget {
  readonly #limits: Limits;
  #wallMs = 0;
  #cpuMs = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  left(): Limits {
    return { ...this.#limits, wallMs: this.#limits.wallMs - this.#wallMs, cpuMs: this.#limits.cpuMs - this.#cpuMs };
  }

  /** A task begins; what is returned is called at its end. Tasks side by side count each for itself. */
  begin(usage: () => Usage | undefined): () => void {
    const began = performance.now();
    const before = usage()?.cpuMs ?? 0;
    return () => {
      this.#wallMs += performance.now() - began;
      this.#cpuMs += Math.max(0, (usage()?.cpuMs ?? before) - before);
    };
  }
}
