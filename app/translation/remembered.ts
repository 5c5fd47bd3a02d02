/** A value that is asked for again after `ttlMs`; while asking fails, the last one is good enough. Asked once at a time. */
export function remembered<T>(ask: () => Promise<T>, ttlMs: number): () => Promise<T> {
  let last: { value: T; at: number } | undefined;
  let asking: Promise<T> | undefined;
  return async () => {
    if (last && performance.now() - last.at < ttlMs) return last.value;
    asking ??= ask().finally(() => {
      asking = undefined;
    });
    try {
      last = { value: await asking, at: performance.now() };
      return last.value;
    } catch (error) {
      if (!last) throw error;
      return last.value;
    }
  };
}
