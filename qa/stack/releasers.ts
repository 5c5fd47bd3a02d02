/** Things that are up, stopped in reverse order. */
export class Releasers extends AsyncDisposableStack {
  /** Waits for a part to come up and remembers to stop it. */
  async up<T extends { stop(): Promise<void> }>(starting: Promise<T>): Promise<T> {
    const part = await starting;
    this.defer(() => part.stop());
    return part;
  }
}

/** Like Promise.all, but a failure waits for the others first: whatever they started must be stoppable by then. */
export async function allOf<const T extends readonly unknown[]>(promises: T): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  const failed = (await Promise.allSettled(promises)).find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
  return Promise.all(promises);
}
