import { EXIT } from '../run/errors.ts';

/** A signal that npm passes on reaches us twice, once from the terminal and once from npm: within this time it is one. Milliseconds. */
const SAME_WISH_MS = 1_000;

/** Aborts at the first Ctrl-C or SIGTERM, so that everything ends in order; a second one ends this process at once. */
export function untilInterrupted(say: (text: string) => void): { readonly signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  let firstAt: number | undefined;
  const interrupt = (): void => {
    if (firstAt === undefined) {
      firstAt = performance.now();
      say('interrupted; ending what runs, then writing the partial report (again: at once)');
      controller.abort(new Error('interrupted'));
    } else if (performance.now() - firstAt > SAME_WISH_MS) process.exit(EXIT.interrupted);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const name of signals) process.on(name, interrupt);
  return {
    signal: controller.signal,
    release: () => {
      for (const name of signals) process.off(name, interrupt);
    },
  };
}
