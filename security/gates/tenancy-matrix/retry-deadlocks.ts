import pg from 'pg';

/** A transaction that the database picks as the victim this often in a row has met more than bad luck. */
const MOST_DEADLOCKS = 4;

/**
 * Does a transaction again that PostgreSQL ended to resolve a deadlock (40P01) with somebody else's: it has said nothing yet. `work` must leave no
 * transaction open. `onDeadlock` hears of each, so that none goes unrecorded. Any other error, and one deadlock too many, is thrown.
 */
export async function retryDeadlocks<T>(work: () => Promise<T>, onDeadlock: () => void): Promise<T> {
  for (let met = 1; ; met++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof pg.DatabaseError && error.code === '40P01') || met >= MOST_DEADLOCKS) throw error;
      onDeadlock();
    }
  }
}
