import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { HEAP_ENVIRONMENT, HEAP_OPTIONS } from '../process/engine-process.ts';
import type { Measured } from './child.ts';
import type { Work } from './work.ts';

const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url));

/** A process that does one kind of work, with the heap of an engine process. Throws when it dies of a document. */
export class MeasuringProcess implements Disposable {
  readonly #child;

  constructor(work: Work) {
    this.#child = fork(CHILD, [work], { execArgv: [...HEAP_OPTIONS], env: HEAP_ENVIRONMENT, serialization: 'advanced' });
  }

  async measure(pdf: Uint8Array): Promise<Measured> {
    const ended = new AbortController();
    const onExit = (code: number | null, signal: string | null) => ended.abort(new Error(`the measuring process ended: ${signal ?? code}`));
    this.#child.once('exit', onExit);
    try {
      const answer = once(this.#child, 'message', { signal: ended.signal });
      this.#child.send(pdf);
      return (await answer)[0] as Measured;
    } catch (error) {
      throw ended.signal.aborted ? ended.signal.reason : error;
    } finally {
      this.#child.off('exit', onExit);
    }
  }

  [Symbol.dispose](): void {
    this.#child.disconnect();
  }
}
